package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Helpers;

/**
 * Whether something of the process is otherwise than when it began its program: for a namespace 1 or 0, for capabilities the bits that are.
 *
 * @param baselines what processes began with
 * @param what which thing, one of {@link ProcessNumber}
 */
public record ProcessChange(Baselines baselines, ProcessNumber what) implements NumberReader {
    private static final long UNSIGNED = 0xffff_ffffL;

    @Override
    public long read(HookContext context) {
        Baseline began = baselines.of((int) (Helpers.getCurrentPidTgid() >>> Integer.SIZE));
        if (began == null) {
            return 0;
        }
        long now = what.read(context);
        return switch (what) {
            case EFFECTIVE -> now ^ began.effective();
            case INHERITABLE -> now ^ began.inheritable();
            case PERMITTED -> now ^ began.permitted();
            case UTS -> differs(now, began.uts());
            case IPC -> differs(now, began.ipc());
            case MNT -> differs(now, began.mnt());
            case PID_NAMESPACE -> differs(now, began.pid());
            case PID_FOR_CHILDREN -> differs(now, began.pidForChildren());
            case NET -> differs(now, began.net());
            case TIME -> differs(now, began.time());
            case TIME_FOR_CHILDREN -> differs(now, began.timeForChildren());
            case CGROUP -> differs(now, began.cgroup());
            case USER -> differs(now, began.user());
            case PID, NAMESPACE_PID, USER_LEVEL -> 0;
        };
    }

    private static long differs(long now, int then) {
        return now == (then & UNSIGNED) ? 0 : 1;
    }

    @Override
    public int cost() {
        return Cost.LOOKUP + what.cost();
    }

    @Override
    public String toString() {
        return "change of " + what;
    }
}
