package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.SpinLock;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import java.util.Set;

/** {@link SpinLock}: the helpers, and what the verifier would say of hooks that may not lock. */
final class SpinLockIntrinsics {
    private static final Set<ProgramType> WITHOUT_LOCKS = Set.of(
            ProgramType.KPROBE,
            ProgramType.TRACEPOINT,
            ProgramType.RAW_TRACEPOINT,
            ProgramType.PERF_EVENT,
            ProgramType.SOCKET_FILTER);

    private SpinLockIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        table.add(SpinLock.class, "lock", site -> call(site, 93, "bpf_spin_lock"));
        table.add(SpinLock.class, "unlock", site -> call(site, 94, "bpf_spin_unlock"));
    }

    private static void call(CallSite site, int helper, String name) {
        if (WITHOUT_LOCKS.contains(site.evaluation().programType())) {
            throw new Refusal(
                    "a program at this hook (" + site.evaluation().hook().description() + ") may not use locks",
                    "use an atomic operation (@Atomic) or a typed tracepoint (@TpBtf)");
        }
        Pointer lock = site.pointer(0);
        if (lock.region() != Region.MAP_VALUE) {
            throw new Refusal("this lock does not lie in a map value", "keep it in the value of a HashMap or ArrayMap");
        }
        site.code().helper(helper, name, site.evaluation().materializer().value(lock));
    }
}
