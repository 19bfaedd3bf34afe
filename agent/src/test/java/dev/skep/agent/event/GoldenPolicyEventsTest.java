package dev.skep.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadePolicyEvents;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.identity.Identities;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel says, against the events that an agent of the same interface wrote of the same. */
final class GoldenPolicyEventsTest {
    private static final Path GOLDEN = Path.of("../api/src/test/resources/golden/events.json");
    /** Where stacks stand: their names come from the running kernel. */
    private static final int STACKS = 36;

    private static final int FIRST = 9;

    private static final ArgumentValue PASSWD = new ArgumentValue.File("/etc/passwd", 0, 0x81a4);
    private static final ArgumentValue HI = new ArgumentValue.Data("hi".getBytes(StandardCharsets.US_ASCII), 2);
    private static final ArgumentValue SOCKET = new ArgumentValue.Sock(
            2, 1, 6, 0, 0, new Endpoint(0, 0x0a000001, false, 40_000), new Endpoint(0, 0x01010101, false, 443), 1, 2);

    private static PolicyEvent kprobe(String function, ArgumentValue... values) {
        return MadePolicyEvents.of(new HookName.Kprobe(function), values);
    }

    private static ArgumentValue text(String value) {
        return new ArgumentValue.Text(value);
    }

    private static ArgumentValue number(int value) {
        return new ArgumentValue.Int32(value);
    }

    private static List<PolicyEvent> events() {
        return List.of(
                kprobe("__x64_sys_write", PASSWD, HI, new ArgumentValue.UInt64(1234)),
                kprobe("__x64_sys_read", PASSWD, HI, new ArgumentValue.UInt64(55)),
                kprobe("fd_install", number(3), PASSWD),
                kprobe("__x64_sys_openat", number(-100), text("/etc/hosts")),
                kprobe("sys_open", number(0), text("/etc/hosts")),
                kprobe("__x64_sys_close", PASSWD),
                kprobe("__x64_sys_mount", text("tmpfs"), text("/mnt/a b")),
                kprobe("__x64_sys_setuid", number(0)),
                kprobe("__x64_sys_clock_settime"),
                kprobe("__x64_sys_pivot_root", text("/new"), text("/old")),
                kprobe("proc_exec_connector"),
                kprobe("__x64_sys_setns", number(3), number(0x40000000)),
                kprobe("tcp_connect", SOCKET),
                kprobe("tcp_close", SOCKET),
                kprobe("tcp_sendmsg", SOCKET, number(77)),
                kprobe("bpf_check", new ArgumentValue.BpfAttributes(2, 2048, "amazing")),
                kprobe("security_perf_event_alloc", new ArgumentValue.PerfEvent("commit_creds", 2, 0, 0)),
                kprobe("security_bpf_map_create", new ArgumentValue.BpfMap(1, 8, 8, 1024, "m")),
                kprobe("security_file_permission", PASSWD, number(4)),
                kprobe("security_file_permission", PASSWD, number(2)),
                kprobe("security_file_permission", PASSWD, number(1)),
                kprobe("security_mmap_file", PASSWD, new ArgumentValue.UInt32(5)),
                kprobe("security_path_truncate", new ArgumentValue.Path("/etc/shadow", 0, 0)),
                kprobe("security_file_truncate", PASSWD),
                kprobe("some_function", number(1)),
                kprobe("__arm64_sys_write", PASSWD),
                kprobe("tcp_connect"),
                kprobe("kfree_skb"),
                MadePolicyEvents.of(new HookName.Tracepoint("raw_syscalls", "sys_enter"), new ArgumentValue.Int64(59)),
                MadePolicyEvents.of(
                        new HookName.Tracepoint("raw_syscalls", "sys_enter"), new ArgumentValue.SyscallId(59, "x64")),
                MadePolicyEvents.of(new HookName.Tracepoint("syscalls", "sys_enter_connect")),
                MadePolicyEvents.of(new HookName.Uprobe("/bin/bash", "readline", 0, 0)),
                MadePolicyEvents.hashed(new HookName.Lsm("file_open"), PASSWD),
                MadePolicyEvents.of(new HookName.Usdt("/usr/bin/x", "test", "probe1")));
    }

    @Test
    void saysTheSameOfTheSameEvents() throws IOException {
        Identities identities = new KnownGroups();
        EventMessages messages = new EventMessages(EventDetail.standard("node1", identities));
        List<GetEventsResponse> made = new ArrayList<>();
        for (PolicyEvent event : events()) {
            made.add(withoutProcess(new AgentEvent(event, identities.of(KnownGroups.HOST), messages).message()));
        }
        List<String> lines = Files.readAllLines(GOLDEN);
        List<GetEventsResponse> golden = new ArrayList<>();
        for (int i = FIRST; i < FIRST + made.size(); i++) {
            GetEventsResponse.Builder event = EventJson.parse(lines.get(i), GetEventsResponse.newBuilder());
            if (i == STACKS) {
                event.getProcessKprobeBuilder().clearKernelStackTrace().clearUserStackTrace();
            }
            golden.add(withoutProcess(event.build()));
        }

        assertThat(made).containsExactlyElementsOf(golden);
    }

    /** Processes have tests of their own; the action stands in some of those events only. */
    private static GetEventsResponse withoutProcess(GetEventsResponse event) {
        GetEventsResponse.Builder rest = event.toBuilder();
        var field = rest.getOneofFieldDescriptor(
                GetEventsResponse.getDescriptor().getOneofs().getFirst());
        var message = ((com.google.protobuf.Message) rest.getField(field)).toBuilder();
        for (String name : List.of("process", "parent", "action")) {
            message.clearField(message.getDescriptorForType().findFieldByName(name));
        }
        return rest.setField(field, message.build()).build();
    }
}
