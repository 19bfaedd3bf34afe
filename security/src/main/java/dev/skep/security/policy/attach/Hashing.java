package dev.skep.security.policy.attach;

import dev.skep.compiler.Loaded;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.program.HashCode;
import dev.skep.security.policy.program.Pending;
import org.jspecify.annotations.Nullable;

/** What asks IMA for hashes at a hook, whatever the rules there are. */
final class Hashing implements AutoCloseable {
    private final Loaded<?> loaded;
    private @Nullable Pins pins;
    private String name = "";

    private Hashing(Loaded<?> loaded) {
        this.loaded = loaded;
    }

    /** Attaches it; after what sends, and before the rules, as the kernel runs first what was attached last. */
    static Hashing attach(KernelHook.SecurityWithHash hook, int number, Pending pending, KnownPrograms known) {
        return new Hashing(known.attach(hook, HashCode.of(hook.hook(), number, pending), 0));
    }

    /** Keeps it when this process ends, until it is {@linkplain #forget forgotten}. */
    void keep(Pins keeping, String newName) {
        pins = keeping;
        name = newName;
        keeping.links(newName, loaded.programs());
    }

    /** Does not keep it any more; it is still to be closed. */
    void forget() {
        if (pins != null) {
            pins.remove(name);
            pins = null;
        }
    }

    /** Memory of the program in the kernel. */
    long bytes() {
        return DescriptorMemory.bytes(loaded.programs().getFirst().program().fd());
    }

    /** Detaches. */
    @Override
    public void close() {
        loaded.close();
    }
}
