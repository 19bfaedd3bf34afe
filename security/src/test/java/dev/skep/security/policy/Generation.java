package dev.skep.security.policy;

import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.keep.KeptFolder;
import dev.skep.security.policy.keep.Succession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A policy that is kept as an agent does it: it takes over what the one before left, and is left when it is closed. */
final class Generation implements AutoCloseable {
    private final Succession succession;
    private final PolicyWatch watch;

    private Generation(Succession succession, KernelOffer kernel) {
        this.succession = succession;
        watch = new PolicyWatch(succession, kernel);
    }

    /**
     * Puts it into force.
     *
     * @param fileSystem a BPF file system
     * @param policy the specification of the policy {@code kept}
     */
    static Generation begin(Path fileSystem, KernelOffer kernel, String policy) throws IOException {
        Generation begun = new Generation(Succession.open(new KeptFolder(fileSystem), true), kernel);
        begun.watch.apply(List.of(PolicyWatch.policy("kept", policy)));
        begun.succession.end();
        begun.succession.establish();
        return begun;
    }

    /** What it tells. */
    PolicyWatch watch() {
        return watch;
    }

    /** What was told to nobody before it. */
    long unread() {
        return succession.unread();
    }

    @Override
    public void close() {
        watch.close();
        succession.close();
    }
}
