package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.ActionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class SyscallPolicyTest {
    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    @Test
    void takesMemoryThatTheProcessHasNotTouchedForZeros(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("address");
        watch.apply("""
                kprobes:
                - call: sys_sendto
                  syscall: true
                  args:
                  - { index: 4, type: sockaddr }
                  - { index: 3, type: uint32 }
                  selectors:
                  - matchArgs:
                    - { index: 3, operator: InRange, values: [ "1073741825:1073741827" ] }
                    - { index: 4, operator: NotSPort, values: [ 8080 ] }
                """);
        Process process = Commands.python("""
                import ctypes, os
                libc = ctypes.CDLL(None)
                libc.mmap.restype = ctypes.c_void_p
                f = os.open("%s", os.O_RDWR | os.O_CREAT)
                os.write(f, bytes([2, 0, 0x1f, 0x90, 127, 0, 0, 1]) + bytes(4088))
                at = libc.mmap(None, ctypes.c_size_t(4096), 1, 2, f, ctypes.c_long(0))
                def send(number, to): libc.sendto(-1, b"x", ctypes.c_size_t(1), 1 << 30 | number, to, 16)
                send(1, ctypes.c_void_p(at))
                ctypes.string_at(at, 1)
                send(2, ctypes.c_void_p(at))
                send(3, bytes(16))
                """.formatted(file));
        watch.await(event -> PolicyWatch.values(event).getLast().equals(new ArgumentValue.UInt32(1 << 30 | 3)));
        assertThat(watch.of(process))
                .extracting(PolicyWatch::values)
                .first()
                .isEqualTo(List.of(
                        new ArgumentValue.SocketAddress(0, Endpoint.NONE), new ArgumentValue.UInt32(1 << 30 | 1)));
        assertThat(watch.of(process)).hasSize(2);
    }

    @Test
    void tellsOfTextsThatAreEqual(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("wanted"), "x");
        watch.apply("""
                kprobes:
                - call: sys_openat
                  syscall: true
                  message: opened
                  tags: [ files ]
                  args:
                  - index: 0
                    type: int
                  - index: 1
                    type: string
                    label: name
                  - index: 2
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Equal
                      values: [ "%s" ]
                """.formatted(file));
        Commands.run("/bin/cat", folder.resolve("wanted2").toString());
        Process cat = Commands.run("/bin/cat", file.toString());
        PolicyEvent event = watch.await(cat);
        assertThat(PolicyWatch.values(event))
                .containsExactly(
                        new ArgumentValue.Int32(-100),
                        new ArgumentValue.Text(file.toString()),
                        new ArgumentValue.Int32(0));
        assertThat(event.arguments().get(1).label()).isEqualTo("name");
        assertThat(event.hook()).isEqualTo(new HookName.Kprobe("__x64_sys_openat"));
        assertThat(event.policy().name()).isEqualTo("test");
        assertThat(event.policy().message()).isEqualTo("opened");
        assertThat(event.policy().tags()).containsExactly("files");
        assertThat(event.action()).isEqualTo(ActionKind.POST);
        assertThat(event.effect()).isEqualTo(Effect.OBSERVED);
        assertThat(event.process().program().binary()).isEqualTo("/bin/cat");
        assertThat(watch.events()).hasSize(1);
    }

    @Test
    void findsTheFileBehindADescriptor(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("wanted"), "x");
        Path other = Files.writeString(folder.resolve("wanted.not"), "x");
        watch.apply("""
                tracepoints:
                - subsystem: syscalls
                  event: sys_enter_read
                  args:
                  - index: 5
                    type: fd
                  - index: 7
                    type: size_t
                  selectors:
                  - matchArgs:
                    - index: 5
                      operator: Equal
                      values: [ "%s" ]
                """.formatted(file));
        Commands.run("/bin/cat", other.toString());
        Process cat = Commands.run("/bin/cat", file.toString());
        PolicyEvent event = watch.await(cat);
        assertThat(PolicyWatch.values(event).getFirst()).isInstanceOfSatisfying(ArgumentValue.File.class, found -> {
            assertThat(found.path()).isEqualTo(file.toString());
            assertThat(found.flags()).isZero();
            assertThat(found.mode() & 0170000).isEqualTo(0100000);
        });
        assertThat(event.hook()).isEqualTo(new HookName.Tracepoint("syscalls", "sys_enter_read"));
        assertThat(watch.events()).allMatch(found -> found.process().pid() == cat.pid());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 200})
    void tellsManyPoliciesOnTheSameNumberApart(int policies) throws Exception {
        watch.apply(IntStream.range(0, policies)
                .mapToObj(i -> PolicyWatch.policy("seek-" + i, """
                        tracepoints:
                        - subsystem: syscalls
                          event: sys_enter_lseek
                          args:
                          - index: 6
                            type: int64
                          selectors:
                          - matchArgs:
                            - index: 6
                              operator: Equal
                              values: [ "%d", "777777" ]
                        """.formatted(1_000_000 + i)))
                .toList());
        Process seeker = Commands.run("/usr/bin/python3", "-c", """
                import os
                f = os.open("/dev/null", os.O_RDONLY)
                for at in 999999, 1000000, 1000039, 1000039 + 100000, 777777: os.lseek(f, at, 0)
                """);
        await().until(() -> watch.of(seeker).size() >= 2 + policies);
        assertThat(watch.of(seeker).stream().map(event -> event.policy().name()).limit(2))
                .containsExactly("seek-0", "seek-39");
        assertThat(watch.of(seeker)).hasSize(2 + policies);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 200})
    void tellsManyPoliciesOnFilesApart(int policies, @TempDir Path folder) throws Exception {
        watch.apply(IntStream.range(0, policies)
                .mapToObj(i -> PolicyWatch.policy("file-" + i, """
                        tracepoints:
                        - subsystem: syscalls
                          event: sys_enter_read
                          args:
                          - index: 5
                            type: fd
                          selectors:
                          - matchArgs:
                            - index: 5
                              operator: Equal
                              values: [ "%s/a/wanted-%d", "%s/shared" ]
                        """.formatted(folder, i, folder)))
                .toList());
        Files.createDirectories(folder.resolve("a"));
        Files.createDirectories(folder.resolve("b"));
        for (String name : List.of("a/wanted-7", "a/wanted-39", "b/wanted-7", "a/wanted", "shared", "b/shared")) {
            Files.writeString(folder.resolve(name), "x");
        }
        Process cat = Commands.run(
                "/bin/cat",
                folder + "/a/wanted",
                folder + "/b/wanted-7",
                folder + "/a/wanted-7",
                folder + "/b/shared",
                folder + "/a/wanted-39");
        Process last = Commands.run("/bin/cat", folder + "/shared");
        // Each file is read twice: the second time there is nothing left.
        await().until(() -> watch.of(last).size() >= 2 * policies);
        assertThat(watch.of(last)).hasSize(2 * policies);
        assertThat(watch.of(cat).stream().map(event -> event.policy().name()))
                .containsExactly("file-7", "file-7", "file-39", "file-39");
    }

    @Test
    void killsBeforeAFileIsWritten(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("passwd"), "root\n");
        watch.apply("""
                kprobes:
                - call: sys_write
                  syscall: true
                  args:
                  - index: 0
                    type: fd
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Postfix
                      values: [ "%s/passwd" ]
                    matchActions:
                    - action: Sigkill
                """.formatted(folder));
        Process writer = Commands.run("/bin/sh", "-c", "echo evil >> " + file);
        PolicyEvent event = watch.await(writer);
        assertThat(writer.exitValue()).isEqualTo(128 + 9);
        assertThat(file).hasContent("root\n");
        assertThat(event.action()).isEqualTo(ActionKind.SIGKILL);
        assertThat(event.effect()).isEqualTo(Effect.KILLED_BEFORE);
    }

    @Test
    void countsTheFirstSelectorThatMatches() throws Exception {
        watch.apply("""
                kprobes:
                - call: sys_lseek
                  syscall: true
                  args:
                  - index: 1
                    type: long
                  - index: 2
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: GT
                      values: [ "100" ]
                    - index: 1
                      operator: LT
                      values: [ "200" ]
                    matchActions:
                    - action: NoPost
                  - matchArgs:
                    - index: 1
                      operator: InRange
                      values: [ "50:500" ]
                    - index: 2
                      operator: NotEqual
                      values: [ 1, 2 ]
                """);
        Process seeker = Commands.run("/usr/bin/python3", "-c", """
                import os
                f = os.open("/etc/passwd", 0)
                for at in (49, 50, 100, 101, 150, 199, 200, 500, 501): os.lseek(f, at, 0)
                os.lseek(f, 300, 1)
                os.lseek(f, 499, 0)
                """);
        watch.await(event -> event.process().pid() == seeker.pid()
                && PolicyWatch.values(event).getFirst().equals(new ArgumentValue.Int64(499)));
        assertThat(watch.of(seeker).stream()
                        .map(event ->
                                ((ArgumentValue.Int64) PolicyWatch.values(event).getFirst()).value())
                        .toList())
                .isEqualTo(List.of(50L, 100L, 200L, 500L, 499L));
    }

    @Test
    void takesNoPortFromAddressesThatHaveNone() throws Exception {
        watch.apply("""
                kprobes:
                - call: sys_connect
                  syscall: true
                  args:
                  - index: 1
                    type: sockaddr
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Family
                      values: [ AF_UNIX ]
                    - index: 1
                      operator: SPortPriv
                """);
        Process process = new ProcessBuilder("/usr/bin/python3", "-c", """
                import socket
                try: socket.socket(socket.AF_UNIX).connect("/policy/none")
                except OSError: pass
                """).start();
        assertThat(PolicyWatch.values(watch.await(process)))
                .containsExactly(new ArgumentValue.SocketAddress(1, Endpoint.NONE));
    }

    @Test
    void tellsAnArgumentAndAResultOfOneTypeApart() throws Exception {
        watch.apply("""
                kprobes:
                - call: sys_dup
                  syscall: true
                  args:
                  - index: 0
                    type: int
                  return: true
                  returnArg:
                    index: 0
                    type: int
                """);
        Process process = new ProcessBuilder("/usr/bin/python3", "-c", """
                import ctypes, os
                os.dup2(0, 77)
                os.closerange(3, 77)
                ctypes.CDLL(None).dup(77)
                """).start();
        PolicyEvent event = watch.await(told -> told.process().pid() == process.pid()
                && told.arguments().getFirst().value().equals(new ArgumentValue.Int32(77)));
        assertThat(event.result().orElseThrow().value()).isEqualTo(new ArgumentValue.Int32(3));
    }

    @Test
    void tellsWhatCallsReturn(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("there"), "x");
        watch.apply("""
                kprobes:
                - call: sys_openat
                  syscall: true
                  return: true
                  args:
                  - index: 1
                    type: string
                  returnArg:
                    index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Prefix
                      values: [ "%s/" ]
                    matchReturnArgs:
                    - index: 0
                      operator: LT
                      values: [ "0" ]
                - call: sys_close
                  syscall: true
                  return: true
                  args:
                  - index: 0
                    type: int
                  returnArg:
                    index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "1000" ]
                """.formatted(folder));
        Process opener = Commands.run("/usr/bin/python3", "-c", """
                import os
                os.close(os.open("%1$s/there", 0))
                try: os.open("%1$s/missing", 0)
                except OSError: pass
                try: os.close(1000)
                except OSError: pass
                """.formatted(folder));
        watch.await(event ->
                event.process().pid() == opener.pid() && event.hook().equals(new HookName.Kprobe("__x64_sys_close")));
        List<PolicyEvent> events = watch.of(opener);
        assertThat(events).hasSize(2);
        assertThat(PolicyWatch.values(events.get(0))).containsExactly(new ArgumentValue.Text(folder + "/missing"));
        assertThat(events.get(0).result().orElseThrow().value()).isEqualTo(new ArgumentValue.Int32(-2));
        assertThat(events.get(0).returnAction()).contains(ActionKind.POST);
        assertThat(events.get(1).result().orElseThrow().value()).isEqualTo(new ArgumentValue.Int32(-9));
        assertThat(file).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int64", "uint32", "ulong", "size_t"})
    void findsErrorsInResultsOfEachType(String type) throws Exception {
        watch.apply("""
                kprobes:
                - call: sys_close
                  syscall: true
                  return: true
                  args:
                  - index: 0
                    type: int
                  returnArg:
                    index: 0
                    type: %s
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: InRange
                      values: [ "700:800" ]
                    matchReturnArgs:
                    - index: 0
                      operator: InRange
                      values: [ "-4095:-1" ]
                """.formatted(type));
        Process closer = Commands.python("""
                import os
                os.dup2(0, 700)
                os.close(700)
                try: os.close(800)
                except OSError: pass
                """);
        PolicyEvent event = watch.await(closer);
        assertThat(PolicyWatch.values(event)).containsExactly(new ArgumentValue.Int32(800));
        assertThat(watch.of(closer)).hasSize(1);
    }

    @Test
    void readsLocalAddressesOfTheFullLength() throws Exception {
        watch.apply("""
                kprobes:
                - call: sys_connect
                  syscall: true
                  args:
                  - index: 1
                    type: sockaddr_un
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Postfix
                      values: [ "-end" ]
                """);
        Process process = Commands.python("""
                import ctypes, socket, struct
                s = socket.socket(socket.AF_UNIX)
                for path in b"/" + b"p" * 103 + b"-end", b"\\0" + b"n" * 103 + b"-end":
                    address = struct.pack("=H", 1) + path
                    ctypes.CDLL(None).connect(s.fileno(), address + b"behind", len(address))
                """);
        await().until(() -> watch.of(process).size() == 2);
        assertThat(watch.of(process))
                .extracting(event -> PolicyWatch.values(event).getFirst())
                .containsExactly(
                        new ArgumentValue.UnixAddress(1, "/" + "p".repeat(103) + "-end"),
                        new ArgumentValue.UnixAddress(1, "@" + "n".repeat(103) + "-end"));
    }

    @Test
    void comparesFamilyAndNameOfLocalAddresses() throws Exception {
        watch.apply("""
                kprobes:
                - call: sys_connect
                  syscall: true
                  args:
                  - index: 1
                    type: sockaddr_un
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Family
                      values: [ AF_UNIX ]
                    - index: 1
                      operator: Postfix
                      values: [ "/skep-no-socket", "-no-name" ]
                """);
        Process process = Commands.python("""
                import socket
                for family, to in ((socket.AF_UNIX, "/skep-another"), (socket.AF_INET, ("127.0.0.1", 1)),
                                   (socket.AF_UNIX, "/skep-no-socket"), (socket.AF_UNIX, "\\0skep-no-name")):
                    try: socket.socket(family).connect(to)
                    except OSError: pass
                """);
        watch.await(event -> PolicyWatch.values(event).contains(new ArgumentValue.UnixAddress(1, "@skep-no-name")));
        assertThat(watch.of(process))
                .extracting(event -> PolicyWatch.values(event).getFirst())
                .containsExactly(
                        new ArgumentValue.UnixAddress(1, "/skep-no-socket"),
                        new ArgumentValue.UnixAddress(1, "@skep-no-name"));
    }
}
