import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar that are older than Java 7 so that they carry stack maps. The AOT cache takes no class without them,
 * and picocli, compiled for Java 5, then costs a third of a short command's time. What the classes do stays the same.
 */
final class Modernise {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

    private Modernise() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path rewritten = Files.createTempFile(jar.toAbsolutePath().getParent(), "rewritten", ".tmp");
        try (JarFile in = new JarFile(jar.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rewritten))) {
            ClassFile format = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") ? modern(format, bytes) : bytes);
            }
        }
        Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] modern(ClassFile format, byte[] bytes) {
        var model = format.parse(bytes);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return bytes;
        }
        // Bodies that a transform does not touch are copied as they are, without stack maps: so touch each.
        ClassTransform bodies = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        return format.transformClass(model, bodies.andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(FIRST_WITH_STACK_MAPS, 0);
            } else {
                builder.with(element);
            }
        }));
    }
}
