package dev.skep.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test class that leaves a descriptor of {@code dev.skep.bpf.sys.Fd} open for seconds, and shows where each was opened. The test engine
 * finds it as a service, in all modules. It knows the trace of descriptors by name, since {@code bpf} is built and tested after this
 * module; where there is no such class there is nothing to leak.
 */
public final class DescriptorLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final Duration BACKGROUND = Duration.ofSeconds(10);
    private static final long INTERVAL_NANOS = 10_000_000;
    private static final String TRACE = "dev.skep.bpf.sys.FdTrace";
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DescriptorLeaks.class);

    static {
        // Before the first descriptor is opened: the trace looks once.
        System.setProperty("dev.skep.bpf.trace-descriptors", "true");
    }

    /** Called by the test engine. */
    public DescriptorLeaks() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Before(open()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Before before = Objects.requireNonNull(context.getStore(NAMESPACE).get(context.getUniqueId(), Before.class));
        // What the kernel takes long to detach is closed in the background.
        long end = System.nanoTime() + BACKGROUND.toNanos();
        List<Throwable> leaked = since(before);
        while (!leaked.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            leaked = since(before);
        }
        if (!leaked.isEmpty()) {
            AssertionError failure = new AssertionError(leaked.size() + " descriptors left open");
            leaked.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static List<Throwable> since(Before before) {
        List<Throwable> leaked = new ArrayList<>(open());
        leaked.removeAll(before.open());
        return leaked;
    }

    private record Before(List<Throwable> open) {}

    private static List<Throwable> open() {
        try {
            Method open = Class.forName(TRACE).getMethod("open");
            List<Throwable> places = new ArrayList<>();
            for (Object place : (List<?>) open.invoke(null)) places.add((Throwable) place);
            return places;
        } catch (ClassNotFoundException noDescriptors) {
            return List.of();
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(TRACE + " has changed", e);
        }
    }
}
