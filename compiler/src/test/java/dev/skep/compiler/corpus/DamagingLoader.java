package dev.skep.compiler.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Defines {@link DamagedProgram} as it is, and shows another class file to who asks for it. */
public final class DamagingLoader extends ClassLoader {
    private static final String NAME = DamagedProgram.class.getName();
    private static final String FILE = NAME.replace('.', '/') + ".class";

    private final byte[] sound = file(FILE);
    private byte[] shown = sound;

    /** One that shows what it defines. */
    public DamagingLoader() {
        super(DamagedProgram.class.getClassLoader());
    }

    /** A program of the class that is defined. */
    public Object program() {
        try {
            return loadClass(NAME).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(NAME, e);
        }
    }

    /** A copy of the class file that is defined. */
    public byte[] sound() {
        return sound.clone();
    }

    /** Shows this class file from now on. */
    public void show(byte[] file) {
        shown = file.clone();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(NAME)) return super.loadClass(name, resolve);
        Class<?> known = findLoadedClass(name);
        if (known != null) return known;
        String file = name.replace('.', '/') + ".class";
        // What a damaged class file names need not be there.
        if (DamagedProgram.class.getClassLoader().getResource(file) == null) throw new ClassNotFoundException(name);
        byte[] bytes = name.equals(NAME) ? sound : file(file);
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return name.equals(FILE) ? new ByteArrayInputStream(shown) : super.getResourceAsStream(name);
    }

    private static byte[] file(String name) {
        try (InputStream in = DamagedProgram.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) throw new AssertionError(name);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
