package dev.skep.compiler;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The programs, maps, links and events that this process holds, by descriptor or by mapped memory. Fails every test class that
 * leaves one behind; the test engine finds it as a service.
 */
public final class OwnKernelObjects implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(OwnKernelObjects.class);

    /** Called by the test engine. */
    public OwnKernelObjects() {}

    /** What is held now, one line each. */
    public static List<String> now() {
        List<String> held = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("anon_inode:bpf") || target.equals("anon_inode:[perf_event]")) {
                    held.add("fd " + descriptor.getFileName() + " " + target);
                }
            }
            for (String mapping : Files.readAllLines(Path.of("/proc/self/maps"))) {
                if (mapping.contains("anon_inode:bpf")) held.add(mapping);
            }
        } catch (IOException e) {
            throw new IllegalStateException("list this process's descriptors", e);
        }
        return held;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Before(now()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Before before = Objects.requireNonNull(context.getStore(NAMESPACE).get(context.getUniqueId(), Before.class));
        List<String> left = now();
        left.removeAll(before.held());
        if (!left.isEmpty()) throw new AssertionError("left behind in the kernel: " + left);
    }

    private record Before(List<String> held) {}
}
