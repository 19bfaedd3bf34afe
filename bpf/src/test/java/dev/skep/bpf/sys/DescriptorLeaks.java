package dev.skep.bpf.sys;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test class that leaves a descriptor open, and shows where each was opened. The test engine finds it as a
 * service.
 */
public final class DescriptorLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DescriptorLeaks.class);

    static {
        // Before the first descriptor is opened: FdTrace looks once.
        System.setProperty("dev.skep.bpf.trace-descriptors", "true");
    }

    /** Called by the test engine. */
    public DescriptorLeaks() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Before(FdTrace.open()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Before before = Objects.requireNonNull(context.getStore(NAMESPACE).get(context.getUniqueId(), Before.class));
        List<Throwable> leaked = new ArrayList<>(FdTrace.open());
        leaked.removeAll(before.open());
        if (!leaked.isEmpty()) {
            AssertionError failure = new AssertionError(leaked.size() + " descriptors left open");
            leaked.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private record Before(List<Throwable> open) {}
}
