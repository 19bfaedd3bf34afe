package dev.skep.security.policy.attach;

import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.HookBody;

/** A program that an {@link Entrance} goes on to, alone or with others; unloaded when the last of those that share it closes it. */
final class Behind implements AutoCloseable {
    private final Users users;
    private boolean closed;

    /** The program, and how many have not closed it. */
    private static final class Users {
        private final Loaded<?> loaded;
        private int count;

        private Users(Loaded<?> loaded) {
            this.loaded = loaded;
        }
    }

    private Behind(Users users) {
        this.users = users;
        users.count++;
    }

    static Behind load(KernelHook hook, HookBody body, KnownPrograms programs) {
        return new Behind(new Users(programs.load(hook, body)));
    }

    /** The same program for one more, which closes it by itself. */
    Behind share() {
        return new Behind(users);
    }

    LoadedProgram program() {
        return users.loaded.programs().getFirst();
    }

    /** One user's share of the program's memory in the kernel. */
    long bytes() {
        return DescriptorMemory.bytes(program().program().fd()) / users.count;
    }

    /** This one needs it no more; has no effect the second time. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            users.count--;
            if (users.count == 0) {
                users.loaded.close();
            }
        }
    }
}
