package dev.skep.security.policy.hook;

import dev.skep.bpf.tracefs.TracepointFormat;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.Syscall;
import dev.skep.security.policy.model.SyscallTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Hooks that see a system call begin or return: a place among all calls, where what a call passes is in registers that Skep knows (x86-64);
 * elsewhere the tracepoint of the call. What is found at a position is the same at both.
 */
final class SystemCallHooks {
    /** Where arguments, and results, begin: before are fields that all records have, and the number of the call. */
    static final int FIRST = 5;

    /** As many arguments as a system call has at most. */
    private static final int MOST = 6;

    private static final String ENTER = "sys_enter";
    private static final String EXIT = "sys_exit";

    private final KernelOffer kernel;

    SystemCallHooks(KernelOffer kernel) {
        this.kernel = kernel;
    }

    /** Where a call begins; empty if this kernel has no such call. */
    Optional<KernelHook> begin(String call) {
        return hook(call, false);
    }

    /** Where it returns. */
    Optional<KernelHook> end(String call) {
        return hook(call, true);
    }

    /**
     * What sees the same as a tracepoint, as far as its fields are wanted; empty if only the tracepoint does.
     *
     * @param format its record
     * @param read the fields that are wanted
     */
    Optional<KernelHook> instead(HookPoint.Tracepoint point, TracepointFormat format, Set<Integer> read) {
        boolean enters = point.event().startsWith(ENTER + "_");
        boolean exits = point.event().startsWith(EXIT + "_");
        if (!point.subsystem().equals("syscalls") || !(enters || exits)) {
            return Optional.empty();
        }
        boolean passed = read.stream()
                .allMatch(index -> index < Math.min(format.fields().size(), FIRST + MOST)
                        && !format.fields().get(index).isDataLocation());
        String call = point.event().substring((exits ? EXIT : ENTER).length() + 1);
        return passed ? amongAll(call, exits) : Optional.empty();
    }

    private Optional<KernelHook> hook(String call, boolean returns) {
        String name = name(returns ? EXIT : ENTER, call);
        return kernel.tracepoint(name)
                .map(format -> amongAll(call, returns).orElseGet(() -> new KernelHook.Tracepoint(name)));
    }

    private Optional<KernelHook> amongAll(String call, boolean returns) {
        OptionalInt number = SyscallTable.number(new Syscall(Abi.X64, call));
        return Abi.ofHost() == Abi.X64 && number.isPresent() && kernel.hasTypedTracepoint(returns ? EXIT : ENTER)
                ? Optional.of(new KernelHook.SystemCall(call, number.getAsInt(), returns))
                : Optional.empty();
    }

    private static String name(String point, String call) {
        return "syscalls/" + point + "_" + call;
    }

    /** Where its arguments are. Newer kernels show texts behind them in the records, which are not the call's. */
    List<Source> arguments(String call) {
        int fields = kernel.tracepoint(name(ENTER, call))
                .map(TracepointFormat::fields)
                .map(all -> (int)
                        all.stream().filter(field -> !field.isDataLocation()).count())
                .orElse(0);
        return IntStream.range(FIRST, Math.min(fields, FIRST + MOST))
                .<Source>mapToObj(Source.Position::new)
                .toList();
    }
}
