package dev.skep.identity.cgroup;

import dev.skep.bpf.program.ProgramInfo;
import dev.skep.identity.Cgroup;
import java.time.Duration;
import java.util.List;

/** Groups that are made and removed, from the moment on when it is made. Closing it ends that. Used by one thread. */
public interface CgroupChanges extends AutoCloseable {
    /** Takes changes in their order. */
    interface Sink {
        /** A group was made. */
        void made(Cgroup group);

        /** A group was removed. */
        void removed(Cgroup group);
    }

    /** Hands out what is pending; waits for more where nothing is, until {@code timeout} is over or {@link #wakeup}. */
    void poll(Duration timeout, Sink sink);

    /** How changes are noticed, in a few words. */
    String way();

    /** The programs in the kernel that notice them. */
    List<ProgramInfo> programs();

    /** How many changes were lost; whenever that grows, the tree has to be looked at again. May be called by any thread. */
    long lost();

    /** Ends a wait. May be called by any thread. */
    void wakeup();

    @Override
    void close();
}
