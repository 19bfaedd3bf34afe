package dev.skep.security.policy.hook;

import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.NumberTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What sees calls of a function of the kernel where the function itself cannot be hooked. One entry for each function, and one line of it for
 * each place that sees some of the calls.
 */
public final class Equivalents {
    private static final int SYN_SENT = 2;
    private static final int RESULT = 5;

    private final KernelOffer kernel;

    Equivalents(KernelOffer kernel) {
        this.kernel = kernel;
    }

    /** What sees calls of {@code function} in this kernel; empty if nothing is known. */
    List<Serving> of(String function) {
        return switch (function) {
            case "tcp_connect" ->
                states(List.of(SYN_SENT), "the port here is not chosen yet when the state becomes SYN_SENT");
            case "fd_install" -> opened(List.of(result(), new Source.Struct(new DescriptorFile(resultNumber()))));
            default -> List.of();
        };
    }

    private List<Serving> states(List<Integer> states, String difference) {
        if (!kernel.hasTypedTracepoint("inet_sock_set_state")) {
            return List.of();
        }
        NumberTest test = new NumberTest.OneOf(
                Set.copyOf(states.stream().map(Integer::longValue).toList()));
        return List.of(new Serving(
                new KernelHook.TypedTracepoint("inet_sock_set_state"),
                new HookName.Kprobe(""),
                List.of(new Source.Position(0)),
                false,
                List.of(new Condition(new ArgumentNumber(2, Integer.BYTES, true), test)),
                ParameterTypes.UNKNOWN,
                Optional.empty(),
                Denial.NONE,
                Moment.AFTER,
                "the state of the socket changes",
                difference));
    }

    private static ArgumentNumber resultNumber() {
        return new ArgumentNumber(RESULT, Long.BYTES, true);
    }

    private static Source result() {
        return new Source.Number(resultNumber());
    }

    private List<Serving> opened(List<Source> arguments) {
        Condition success = new Condition(
                resultNumber(), new NumberTest.InRanges(List.of(new NumberTest.Range(0, Long.MAX_VALUE)), false));
        return List.of("open", "openat", "openat2", "creat").stream()
                .map(call -> "syscalls/sys_exit_" + call)
                .filter(name -> kernel.tracepoint(name).isPresent())
                .map(name -> new Serving(
                        new KernelHook.Tracepoint(name),
                        new HookName.Kprobe(""),
                        arguments,
                        false,
                        List.of(success),
                        ParameterTypes.UNKNOWN,
                        Optional.empty(),
                        Denial.NONE,
                        Moment.AFTER,
                        "a system call that opens a file returns",
                        "files that are opened by name; not pipes, sockets and copies of descriptors"))
                .toList();
    }
}
