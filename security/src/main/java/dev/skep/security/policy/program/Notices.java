package dev.skep.security.policy.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;

/**
 * What rules want to become of the system call that a thread is making, for the hooks of enforcers, which come later in the same call.
 *
 * @param calls by process and thread
 */
public record Notices(HashMap<Long, Notices.Notice> calls) {
    private static final int MOST = 4096;

    /** What is wanted. */
    public interface Notice extends Struct {
        /** The result, a negative errno; 0 to let the call go on. */
        int error();

        /** Sets it. */
        void error(int value);

        /** A signal; 0 for none. */
        int signal();

        /** Sets it. */
        void signal(int value);
    }

    /** None so far; the map is described, not created. */
    static Notices described() {
        Notices notices = new Notices(HashMap.growing(Long.class, Notice.class, MOST));
        notices.calls.name("policy_notices");
        return notices;
    }

    /** Creates the map. */
    void create() {
        calls.create();
    }

    /** Leaves a notice for the current thread. Kernel only. */
    void leave(int error, int signal) {
        Notice notice = Memory.onStack(Notice.class);
        notice.error(error);
        notice.signal(signal);
        calls.put(Helpers.getCurrentPidTgid(), notice);
    }

    /** Takes it back. Kernel only. */
    void remove() {
        calls.remove(Helpers.getCurrentPidTgid());
    }

    /** Does what the notice of the current thread says; gives the result that it wants. Kernel only. */
    int enforce() {
        Notice notice = calls.get(Helpers.getCurrentPidTgid());
        if (notice == null) {
            return 0;
        }
        int error = notice.error();
        int signal = notice.signal();
        remove();
        if (signal != 0) {
            Helpers.sendSignal(signal);
        }
        return error;
    }
}
