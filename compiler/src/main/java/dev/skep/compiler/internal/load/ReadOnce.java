package dev.skep.compiler.internal.load;

import dev.skep.compiler.internal.debug.SourceText;
import dev.skep.compiler.internal.eval.ClassLibrary;
import dev.skep.compiler.internal.intrinsic.StandardIntrinsics;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What compilations read of classes, of their source and of the kernel's types, and the functions that are the same in all of them. To read
 * it takes longer than to compile what was read, so that the next compilation goes on with what one has left: some kilobytes for each class.
 * There are four, each for one compilation at a time; who comes meanwhile, and programs of other class loaders, whose classes may go again,
 * have one of their own.
 */
final class ReadOnce {
    /** More than the largest of our programs reach; beyond that it begins anew. */
    private static final int MOST_CLASSES = 400;

    private static final ClassLoader OWN = ReadOnce.class.getClassLoader();
    private static final List<ReadOnce> LASTING =
            List.of(new ReadOnce(OWN), new ReadOnce(OWN), new ReadOnce(OWN), new ReadOnce(OWN));

    private final ReentrantLock lock = new ReentrantLock();
    private ClassLibrary classes = new ClassLibrary();
    /** Made for the first program: most commands have one, and the others here none. */
    private @Nullable StandardIntrinsics intrinsics;

    private FinishedFunctions functions = new FinishedFunctions();
    private SourceText sources;

    private ReadOnce(ClassLoader loader) {
        sources = new SourceText(loader);
    }

    /** For a program of {@code loader}. The caller {@linkplain #hold holds} it. */
    static ReadOnce of(ClassLoader loader) {
        for (ReadOnce lasting : LASTING) {
            if (OWN.equals(loader) && lasting.lock.tryLock()) {
                lasting.limit();
                return lasting;
            }
        }
        ReadOnce single = new ReadOnce(loader);
        single.hold();
        return single;
    }

    private void limit() {
        if (lock.getHoldCount() > 1 || classes.size() <= MOST_CLASSES) return;
        classes = new ClassLibrary();
        intrinsics = null;
        functions = new FinishedFunctions();
        sources = new SourceText(OWN);
    }

    /** Waits until nobody else uses it. */
    void hold() {
        lock.lock();
    }

    /** Lets others use it. */
    void release() {
        sources.forgetFiles();
        lock.unlock();
    }

    ClassLibrary classes() {
        return classes;
    }

    StandardIntrinsics intrinsics() {
        StandardIntrinsics made = intrinsics;
        if (made == null) intrinsics = made = new StandardIntrinsics();
        return made;
    }

    FinishedFunctions functions() {
        return functions;
    }

    SourceText sources() {
        return sources;
    }
}
