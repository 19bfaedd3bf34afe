package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.testkit.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that give rights, make events or shorten files, where they cannot be hooked: the system calls that lead there. */
@Tag("kernel")
class RightsPolicyTest {
    private PolicyWatch watch;

    @BeforeEach
    void begin() {
        boolean functions = KernelFeatures.of(KernelFeature.FENTRY) instanceof Support.Supported
                || KernelFeatures.of(KernelFeature.KPROBE) instanceof Support.Supported;
        Skip.unless(!functions, "functions can be hooked themselves");
        watch = new PolicyWatch();
    }

    @AfterEach
    void end() {
        if (watch != null) watch.close();
    }

    private static Process python(String code) throws Exception {
        Process process = Commands.python(code);
        assertThat(process.exitValue()).isZero();
        return process;
    }

    @Test
    void tellsOfTheRightsThatAProcessHasAfterSetuid() throws Exception {
        watch.apply("""
                kprobes:
                - call: commit_creds
                  syscall: false
                  args:
                  - index: 0
                    type: cred
                """);
        Process process = python("import os; os.setuid(12345)");
        PolicyEvent event = watch.await(e -> e.process().pid() == process.pid()
                && PolicyWatch.values(e).getFirst().toString().contains("12345"));
        assertThat(PolicyWatch.values(event).getFirst()).isInstanceOf(ArgumentValue.Rights.class);
    }

    @Test
    void tellsOfFilesThatAreShortenedByTheirNames(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        watch.apply("""
                kprobes:
                - call: security_path_truncate
                  syscall: false
                  return: true
                  args:
                  - index: 0
                    type: path
                  returnArg:
                    index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Prefix
                      values: [ "%s" ]
                """.formatted(folder));
        Process process = python("import os; os.truncate('%s', 1)".formatted(file));
        assertThat(PolicyWatch.values(watch.await(process)))
                .first()
                .isEqualTo(new ArgumentValue.Path(file.toString(), 0, 0));
    }

    @Test
    void tellsOfCapabilitiesThatAreAskedFor() throws Exception {
        watch.apply("""
                kprobes:
                - call: security_capset
                  syscall: false
                  args:
                  - index: 2
                    type: cap_effective
                  - index: 4
                    type: cap_permitted
                  selectors:
                  - matchArgs:
                    - index: 2
                      operator: NotEqual
                      values: [ "0" ]
                """);
        Process process = python("""
                import ctypes
                libc = ctypes.CDLL(None)
                header = (ctypes.c_uint32 * 2)(0x20080522, 0)
                data = (ctypes.c_uint32 * 6)(1 << 7, 1 << 7, 0, 1, 1, 0)
                assert libc.capset(header, data) == 0
                """);
        assertThat(PolicyWatch.values(watch.await(process)).toString()).contains(String.valueOf((1L << 32) | (1 << 7)));
    }

    @Test
    void tellsOfCapabilitiesThatAreGained() throws Exception {
        watch.apply("""
                kprobes:
                - call: security_capset
                  syscall: false
                  args:
                  - index: 1
                    type: cap_effective
                    resolve: cap_effective
                  - index: 2
                    type: cap_effective
                  selectors:
                  - matchArgs:
                    - args: [ 0, 1 ]
                      operator: CapabilitiesGained
                """);
        Process process = python("""
                import ctypes
                libc = ctypes.CDLL(None)
                header = (ctypes.c_uint32 * 2)(0x20080522, 0)
                for effective in (1 << 7, 0, 1 << 7, 1 << 6):
                    data = (ctypes.c_uint32 * 6)(effective, 3 << 6, 0, 0, 0, 0)
                    assert libc.capset(header, data) == 0
                """);
        watch.await(event -> event.process().pid() == process.pid() && asked(event) == 1 << 6);
        assertThat(watch.of(process)).extracting(RightsPolicyTest::asked).containsExactly(1L << 7, 1L << 6);
    }

    @Test
    void tellsOfTheCapabilitiesThatTheKernelKnowsOfThoseThatAreAskedFor() throws Exception {
        watch.apply("""
                kprobes:
                - call: security_capset
                  syscall: false
                  args:
                  - index: 3
                    type: cap_inheritable
                  - index: 2
                    type: kernel_cap_t
                """);
        Process process = python("""
                import ctypes
                header = (ctypes.c_uint32 * 2)(0x20080522, 0x7fffffff)
                ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)(*[0xffffffff] * 6))
                """);
        long last = Long.parseLong(
                Files.readAllLines(Path.of("/proc/sys/kernel/cap_last_cap")).getFirst());
        assertThat(last).isGreaterThanOrEqualTo(Integer.SIZE);
        assertThat(asked(watch.await(process))).isEqualTo((2L << last) - 1);
    }

    private static long asked(PolicyEvent event) {
        return ((ArgumentValue.CapabilitySet) PolicyWatch.values(event).getLast()).bits();
    }

    @Test
    void tellsOfPerfEventsThatAreAskedFor() throws Exception {
        watch.apply("""
                kprobes:
                - call: security_perf_event_alloc
                  syscall: false
                  args:
                  - index: 0
                    type: perf_event
                """);
        Process process = python("""
                import ctypes, platform, struct
                attr = struct.pack('<IIQ', 1, 112, 3) + bytes(96)
                call = 298 if platform.machine() == "x86_64" else 241
                ctypes.CDLL(None).syscall(call, attr, 0, -1, -1, 0)
                """);
        assertThat(PolicyWatch.values(watch.await(process)))
                .first()
                .isInstanceOfSatisfying(ArgumentValue.PerfEvent.class, event -> {
                    assertThat(event.type()).isEqualTo(1);
                    assertThat(event.config()).isEqualTo(3);
                });
    }
}
