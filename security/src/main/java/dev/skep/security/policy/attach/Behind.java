package dev.skep.security.policy.attach;

import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.HookBody;

/**
 * A program that an {@link Entrance} goes on to.
 *
 * @param loaded the program
 */
record Behind(Loaded<?> loaded) implements AutoCloseable {
    static Behind load(KernelHook hook, HookBody body, KnownPrograms programs) {
        return new Behind(programs.load(hook, body));
    }

    LoadedProgram program() {
        return loaded.programs().getFirst();
    }

    /** Memory of the program in the kernel. */
    long bytes() {
        return DescriptorMemory.bytes(program().program().fd());
    }

    @Override
    public void close() {
        loaded.close();
    }
}
