package dev.skep.security.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentSource;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Call;
import dev.skep.security.policy.model.Digest;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.HookPoint.Functions;
import dev.skep.security.policy.model.Place;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.Syscall;
import dev.skep.security.policy.model.UserLocation;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksTest {
    @Test
    void readsEachKindOfHookInTheOrderOfTheSections() {
        Policy policy = Policies.policy("""
                lsmhooks:
                - hook: file_open
                kprobes:
                - call: fd_install
                  syscall: false
                - call: tcp_connect
                  syscall: false
                fentries:
                - {call: tcp_close, syscall: false}
                tracepoints:
                - {subsystem: sched, event: sched_process_exec, raw: true}
                uprobes:
                - {path: /bin/bash, symbols: [readline]}
                usdts:
                - {path: /usr/lib/libc.so.6, provider: libc, name: setjmp}
                loader: true
                """);

        assertThat(policy.hooks())
                .extracting(
                        hook -> hook.point().section(),
                        Hook::index,
                        hook -> hook.point().description())
                .containsExactly(
                        tuple("kprobes", 0, "fd_install"),
                        tuple("kprobes", 1, "tcp_connect"),
                        tuple("fentries", 0, "tcp_close"),
                        tuple("tracepoints", 0, "sched/sched_process_exec"),
                        tuple("uprobes", 0, "/bin/bash"),
                        tuple("usdts", 0, "/usr/lib/libc.so.6 libc:setjmp"),
                        tuple("lsmhooks", 0, "file_open"));
        assertThat(policy.loader()).isTrue();
        assertThat(policy.hooks().get(3).point())
                .isEqualTo(new HookPoint.Tracepoint("sched", "sched_process_exec", true));
    }

    @Test
    void readsWhatAHookSaysOfItself() {
        Hook hook = Policies.hook("""
                kprobes:
                - call: sk_alloc
                  syscall: false
                  return: true
                  returnArg: {index: 0, type: sock}
                  returnArgAction: TrackSock
                  message: "A socket"
                  tags: [observability.network, "a.b"]
                  ignore: {callNotFound: true}
                """);

        assertThat(hook.message()).isEqualTo("A socket");
        assertThat(hook.tags()).containsExactly("observability.network", "a.b");
        assertThat(hook.ignore()).isEqualTo(new Hook.Ignore(true, false));
        assertThat(hook.returnArgument()).map(Argument::type).contains(ArgumentType.SOCK);
        assertThat(hook.returnAction()).contains(ActionKind.TRACK_SOCK);
        assertThat(hook.place()).isEqualTo(new Place("p.yaml", 6, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "sys_openat, true, X64, openat",
        "sys_openat, , X64, openat",
        "__x64_sys_openat, true, X64, openat",
        "__ia32_sys_dup, , I386, dup",
        "sys_stat, true, X64, newstat",
        "sys_newuname, true, X64, newuname",
        "sys_umount, true, X64, umount"
    })
    void readsSystemCallsWithAndWithoutThePrefixOfTheMachine(String call, String syscall, Abi abi, String name) {
        String flag = syscall == null ? "" : "  syscall: " + syscall;

        assertThat(calls("kprobes:\n- call: " + call + "\n" + flag))
                .containsExactly(new Call.SystemCall(new Syscall(abi, name), new Place("p.yaml", 6, 11)));
    }

    @Test
    void takesACallForAFunctionIfItSaysSoOrIsNamedLikeNone() {
        assertThat(calls("kprobes: [{call: fd_install}]").getFirst()).isInstanceOf(Call.Function.class);
        assertThat(calls("kprobes: [{call: sys_openat, syscall: false}]").getFirst())
                .isInstanceOf(Call.Function.class);
    }

    @Test
    void leavesToTheKernelWhatMayBeMissing() {
        assertThat(calls("kprobes: [{call: sys_not_yet_there, ignore: {callNotFound: true}}]"))
                .extracting(Call::toString)
                .containsExactly("__x64_sys_not_yet_there");
    }

    @Test
    void putsListsInPlace() {
        Policy policy = Policies.policy("""
                lists:
                - name: dups
                  type: syscalls
                  values: [sys_dup, __x64_sys_dup2, i386/sys_dup]
                - name: all
                  type: generated_syscalls
                - name: ksys
                  type: generated_ftrace
                  pattern: "^ksys_"
                - name: files
                  values: [fd_install, sys_close]
                kprobes:
                - call: list:dups
                - call: list:all
                - call: list:ksys
                - call: list:files
                enforcers:
                - calls: [list:dups, sys_read, security_file_open]
                """);

        assertThat(policy.hooks().stream()
                        .map(hook -> ((Functions) hook.point())
                                .calls().stream().map(Call::toString).toList()))
                .containsExactly(
                        List.of("__x64_sys_dup", "__x64_sys_dup2", "__ia32_sys_dup"),
                        List.of("every system call"),
                        List.of("functions like ^ksys_"),
                        List.of("fd_install", "__x64_sys_close"));
        assertThat(policy.hooks().getFirst().point().description()).isEqualTo("list:dups");
        assertThat(policy.enforcers().getFirst().calls())
                .extracting(Call::toString)
                .containsExactly(
                        "__x64_sys_dup", "__x64_sys_dup2", "__ia32_sys_dup", "__x64_sys_read", "security_file_open");
    }

    @Test
    void readsArguments() {
        Hook hook = Policies.hook("""
                kprobes:
                - call: sys_write
                  syscall: true
                  args:
                  - {index: 1, type: char_buf, sizeArgIndex: 3, returnCopy: true, label: data}
                  - {index: 0, type: string, resolve: "f_path.dentry[2].d_name", btfType: file, btfTypeModule: ext4}
                  data:
                  - {index: 0, type: int, source: current_task, resolve: cred.uid.val}
                  - {index: 1, type: uint64, source: pt_regs, resolve: rip}
                """);

        Argument buffer = hook.arguments().getFirst();
        assertThat(buffer.type()).isEqualTo(ArgumentType.CHAR_BUF);
        assertThat(buffer.sizeArgument()).isEqualTo(OptionalInt.of(2));
        assertThat(buffer.returnCopy()).isTrue();
        assertThat(buffer.label()).isEqualTo("data");
        Argument resolved = hook.arguments().get(1);
        assertThat(resolved.resolve()).map(Object::toString).contains("f_path.dentry[2].d_name");
        assertThat(resolved.btfType()).contains("file");
        assertThat(resolved.btfTypeModule()).contains("ext4");
        assertThat(hook.data())
                .extracting(Argument::source)
                .containsExactly(ArgumentSource.CURRENT_TASK, ArgumentSource.PT_REGS);
        assertThat(hook.data().get(1).register()).contains("rip");
    }

    @Test
    void readsPlacesInBinaries() {
        Place place = new Place("p.yaml", 7, 15);
        String digest = "ab".repeat(20);

        HookPoint.UserFunctions point =
                (HookPoint.UserFunctions) Policies.hook("""
                        uprobes:
                        - path: /bin/x
                          symbols: [main, "open+0x10"]
                          refCtrOffsets: [1, 2]
                          btfPath: /x.btf
                          binaryDigests: ["sha1:%s", "build-id:ABCD"]
                          ignore: {digestVerificationFailure: true}
                        """.formatted(digest)).point();

        assertThat(point.locations())
                .containsExactly(
                        new UserLocation.Symbol("main", 0, OptionalLong.of(1), place),
                        new UserLocation.Symbol("open", 16, OptionalLong.of(2), new Place("p.yaml", 7, 21)));
        assertThat(point.btfPath()).contains("/x.btf");
        assertThat(point.digests()).extracting(Digest::hex).containsExactly(digest, "abcd");
    }

    private static List<Call> calls(String spec) {
        return ((Functions) Policies.hook(spec).point()).calls();
    }
}
