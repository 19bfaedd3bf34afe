package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.inspect.HolderScan;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.model.Abi;
import dev.skep.testkit.Skip;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** System calls have places where all of them begin and return, and not tracepoints of their own. */
@Tag("kernel")
class SystemCallPlacesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    /** Otherwise calls have tracepoints of their own. */
    private static void requirePlaces() {
        Skip.unless(
                Abi.ofHost() == Abi.X64 && new RunningKernel().holdsAtTracepoints(),
                "no places among all system calls: they are on x86-64, before Linux 7");
    }

    private static String tracepoint(String event, String arguments) {
        return """
                tracepoints:
                - subsystem: syscalls
                  event: %s
                  args: [ %s ]
                """.formatted(event, arguments);
    }

    private static String hook(String spec) {
        return PolicyExplanation.of(PolicyWatch.policy("test", spec).policy())
                .hooks()
                .getFirst()
                .servings()
                .getFirst()
                .hook();
    }

    /** Number 20 is writev for programs of 64 bits, and getpid for those of 32; any program may call by the gate of the latter. */
    @Test
    void callsOfProgramsOf32BitsAreOthers() throws Exception {
        watch.apply(tracepoint("sys_enter_writev", "{ index: 4, type: int32 }, { index: 5, type: int32 }")
                + tracepoint("sys_exit_writev", "{ index: 4, type: int32 }, { index: 5, type: int64 }")
                        .replace("tracepoints:\n", ""));
        Process process = Commands.python("""
                import ctypes, mmap, os
                page = mmap.mmap(-1, 4096, prot=7)
                page.write(bytes.fromhex("53b814000000cd805bc3"))
                old = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
                assert old() == os.getpid()
                os.writev(os.open("/dev/null", os.O_WRONLY), [b"four"])
                """);
        watch.await(event -> event.process().pid() == process.pid()
                && PolicyWatch.values(event).getLast().equals(new ArgumentValue.Int64(4)));
        assertThat(watch.of(process))
                .extracting(event -> PolicyWatch.values(event).getFirst())
                .containsExactly(new ArgumentValue.Int32(20), new ArgumentValue.Int32(20));
    }

    @Test
    void allCallsAreSeenWithoutARecord() throws Exception {
        String returns = """
                tracepoints:
                - subsystem: raw_syscalls
                  event: sys_exit
                  args: [ { index: 4, type: syscall64 }, { index: 5, type: int64 } ]
                  selectors:
                  - matchArgs:
                    - { index: 0, operator: Equal, values: [ "20" ] }
                    - { index: 1, operator: Equal, values: [ "4" ] }
                """;
        requirePlaces();
        assertThat(hook(returns)).isEqualTo("tp_btf sys_exit");
        watch.apply(returns);
        Process process = Commands.python("""
                import os
                os.writev(os.open("/dev/null", os.O_WRONLY), [b"four"])
                """);
        assertThat(PolicyWatch.values(watch.await(process)))
                .containsExactly(new ArgumentValue.SyscallId(20, "x64"), new ArgumentValue.Int64(4));
    }

    @Test
    void whatTheKernelDoesNotLetReadIsRefusedWithTheReason() {
        assertThatThrownBy(() -> watch.apply(tracepoint("sys_enter_writev", "{ index: 3, type: int32 }")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(
                        "does not let programs read common_pid; the tracepoint's own fields begin with index 4");
    }

    @Test
    void nothingIsAttachedOnceNoPolicyNamesACall() {
        requirePlaces();
        assertThat(tables()).isZero();
        watch.apply("""
                kprobes:
                - { call: sys_readv, syscall: true, return: true, returnArg: { index: 0, type: int } }
                - { call: sys_writev, syscall: true }
                """);
        assertThat(tables()).isEqualTo(2);
        watch.apply(List.of());
        await().atMost(PATIENCE).until(() -> tables() == 0);
    }

    /** Where programs of calls are found by number: how many of them this process has. */
    private static long tables() {
        HolderScan holders = HolderScan.run();
        return ObjectKind.MAP.ids().stream()
                .filter(id -> holders.of(ObjectKind.MAP, id).stream()
                        .anyMatch(holder ->
                                holder.processId() == ProcessHandle.current().pid()))
                .flatMap(id -> KernelObject.open(ObjectKind.MAP, id).stream())
                .filter(map -> {
                    try (map) {
                        return map.mapInfo().name().equals("policy_calls");
                    }
                })
                .count();
    }
}
