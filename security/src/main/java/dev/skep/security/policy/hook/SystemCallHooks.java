package dev.skep.security.policy.hook;

import dev.skep.bpf.tracefs.TracepointFormat;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.Syscall;
import dev.skep.security.policy.model.SyscallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Hooks that see a system call begin or return: a place among all calls, where what a call passes is in registers that Skep knows (x86-64),
 * and a thread that makes another call cannot be the reason why one is missed ({@link KernelOffer#holdsAtTracepoints}); elsewhere the
 * tracepoint of the call. What is found at a position is the same at both.
 */
final class SystemCallHooks {
    /** The number of the call; before are fields that all records have. */
    private static final int NUMBER = 4;

    /** Where arguments, and results, begin. */
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
     * A hook that sees the same as a tracepoint.
     *
     * @param hook the hook
     * @param fields where the fields of the tracepoint's record are there
     */
    record Same(KernelHook hook, List<Source> fields) {}

    /**
     * What sees the same as a tracepoint, as far as its fields are wanted; empty if only the tracepoint does.
     *
     * @param format its record
     * @param read the fields that are wanted
     */
    Optional<Same> instead(HookPoint.Tracepoint point, TracepointFormat format, Set<Integer> read) {
        return switch (point.subsystem()) {
            case "syscalls" ->
                insteadOfOne(point.event(), format, read).map(hook -> new Same(hook, RecordFields.sources(format)));
            case "raw_syscalls" -> insteadOfAll(point.event(), format, read);
            default -> Optional.empty();
        };
    }

    private Optional<KernelHook> insteadOfOne(String event, TracepointFormat format, Set<Integer> read) {
        boolean exits = event.startsWith(EXIT + "_");
        if (!exits && !event.startsWith(ENTER + "_")) {
            return Optional.empty();
        }
        boolean passed = read.stream()
                .allMatch(index -> index < Math.min(format.fields().size(), FIRST + MOST)
                        && !format.fields().get(index).isDataLocation());
        return passed ? amongAll(event.substring((exits ? EXIT : ENTER).length() + 1), exits) : Optional.empty();
    }

    /** The array of arguments is in the record alone. */
    private Optional<Same> insteadOfAll(String event, TracepointFormat format, Set<Integer> read) {
        List<Source> fields = new ArrayList<>(RecordFields.sources(format).subList(0, NUMBER));
        if (event.equals(ENTER)) {
            fields.add(new Source.Position(1));
        } else if (event.equals(EXIT) && Abi.ofHost() == Abi.X64) {
            fields.add(new Source.Number(SyscallRegisters.number()));
            fields.add(new Source.Position(1));
        }
        return kernel.holdsAtTracepoints()
                        && kernel.hasTypedTracepoint(event)
                        && read.stream().allMatch(index -> index < fields.size())
                ? Optional.of(new Same(new KernelHook.TypedTracepoint(event), fields))
                : Optional.empty();
    }

    private Optional<KernelHook> hook(String call, boolean returns) {
        String name = name(returns ? EXIT : ENTER, call);
        return kernel.tracepoint(name)
                .map(format -> amongAll(call, returns).orElseGet(() -> new KernelHook.Tracepoint(name)));
    }

    private Optional<KernelHook> amongAll(String call, boolean returns) {
        OptionalInt number = SyscallTable.number(new Syscall(Abi.X64, call));
        return Abi.ofHost() == Abi.X64
                        && number.isPresent()
                        && kernel.holdsAtTracepoints()
                        && kernel.hasTypedTracepoint(returns ? EXIT : ENTER)
                ? Optional.of(new KernelHook.SystemCall(call, number.getAsInt(), returns, 0))
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
