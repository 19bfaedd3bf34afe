package dev.skep.security.policy.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose sockets are: what is done with a socket by the kernel itself, when packets come, is then told of the process that has it.
 *
 * @param sockets the process by the socket's address
 */
public record SocketOwners(HashMap<Long, SocketOwners.Owner> sockets) {
    private static final int MOST = 32_768;

    /** A process. */
    public interface Owner extends Struct {
        /** See {@link PolicyRecord#start()}. */
        long start();

        /** Sets it. */
        void start(long nanos);

        /** Process id. */
        int pid();

        /** Sets it. */
        void pid(int id);

        /** Thread id. */
        int tid();

        /** Sets it. */
        void tid(int id);
    }

    /** Nobody's so far; the table is described, not created. */
    public static SocketOwners described() {
        SocketOwners owners = new SocketOwners(HashMap.growing(Long.class, Owner.class, MOST));
        owners.sockets.name("policy_sockets");
        return owners;
    }

    /** Opens the table that is pinned at a path. */
    public static SocketOwners open(Path pin) {
        SocketOwners owners = described();
        owners.sockets.open(pin);
        return owners;
    }

    /** Nobody's so far. */
    public static SocketOwners create() {
        SocketOwners owners = described();
        owners.sockets.create();
        return owners;
    }

    /** Remembers that a socket is the process's that a record tells of. Kernel only. */
    void track(long socket, PolicyRecord record) {
        Owner owner = Memory.onStack(Owner.class);
        owner.pid(record.pid());
        owner.tid(record.tid());
        owner.start(record.start());
        sockets.put(socket, owner);
    }

    /** Forgets a socket. Kernel only. */
    void untrack(long socket) {
        sockets.remove(socket);
    }

    /** Whose a socket is, or null. Kernel only. */
    @Nullable
    Owner of(long socket) {
        return sockets.get(socket);
    }
}
