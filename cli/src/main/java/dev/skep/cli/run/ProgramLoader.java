package dev.skep.cli.run;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one compiled file, and its source. Both are resources too: the compiler of programs reads class files, and shows the
 * source line in what it reports.
 */
final class ProgramLoader extends ClassLoader {
    private final Map<String, byte[]> resources;

    /**
     * @param resources class files and sources by path, such as "Hello.class"
     */
    ProgramLoader(Map<String, byte[]> resources) {
        super(ProgramLoader.class.getClassLoader());
        this.resources = Map.copyOf(resources);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = resources.get(name.replace('.', '/') + ".class");
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, file, 0, file.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] resource = resources.get(name);
        return resource == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(resource);
    }
}
