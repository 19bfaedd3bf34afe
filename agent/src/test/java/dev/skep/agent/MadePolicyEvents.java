package dev.skep.agent;

import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.event.FileName;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.event.PolicyReference;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.process.Credentials;
import dev.skep.security.process.MadeProcess;
import dev.skep.security.process.Process;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events of policies that tests make. */
public final class MadePolicyEvents {
    /** A thread of {@link #process} that is not the first one. */
    public static final int TID = 124;

    private static final Instant TIME = Instant.parse("2026-08-01T10:00:01.123456789Z");
    private static final PolicyReference POLICY =
            new PolicyReference("p", Optional.empty(), "do not", List.of("observability.filesystem", "x"));
    private static final Endpoint HERE = new Endpoint(0, 0x0a000001, false, 40_000);
    private static final Endpoint THERE = new Endpoint(0x20010db8_00000000L, 1, true, 443);
    private static final Credentials CREDENTIALS = new Credentials(
            0, 1, 2, 3, 4, 5, 6, 7, 0x15, -1L >>> 23, 1L << 21, 0, new Credentials.UserNamespace(1, 5, 6, 17));

    private MadePolicyEvents() {}

    /** Who does it. */
    public static Process process(long cgroup) {
        return MadeProcess.of(123, "/usr/bin/curl", List.of("cilium.io"), cgroup);
    }

    /** An event of a hook, with arguments. */
    public static PolicyEvent of(HookName hook, ArgumentValue... values) {
        return of(hook, Effect.OBSERVED, values);
    }

    /** An event of a hook whose policy would kill, but only monitors. */
    public static PolicyEvent monitored(HookName hook) {
        return of(hook, Effect.OBSERVED, ActionKind.SIGKILL);
    }

    /** An event of a hook, with arguments, and what its action achieved. */
    public static PolicyEvent of(HookName hook, Effect effect, ArgumentValue... values) {
        return of(hook, effect, effect == Effect.OBSERVED ? ActionKind.POST : ActionKind.SIGKILL, values);
    }

    /** An event of a hook that tells what IMA says of its file. */
    public static PolicyEvent hashed(HookName hook, ArgumentValue... values) {
        return of(hook, Effect.OBSERVED, ActionKind.POST, Optional.of("sha256:abcd"), List.of(), values);
    }

    /** An event of a policy that wants something of the agent. */
    public static PolicyEvent requesting(Action.ByAgent... requests) {
        return of(new HookName.Kprobe("f"), Effect.OBSERVED, ActionKind.GET_URL, Optional.empty(), List.of(requests));
    }

    private static PolicyEvent of(HookName hook, Effect effect, ActionKind action, ArgumentValue... values) {
        return of(hook, effect, action, Optional.empty(), List.of(), values);
    }

    private static PolicyEvent of(
            HookName hook,
            Effect effect,
            ActionKind action,
            Optional<String> imageHash,
            List<Action.ByAgent> requests,
            ArgumentValue... values) {
        List<Argument> arguments = new ArrayList<>();
        for (ArgumentValue value : values) {
            arguments.add(new Argument("", value));
        }
        return new PolicyEvent(
                TIME,
                process(KnownGroups.HOST),
                TID,
                Optional.of(MadeEvents.shell()),
                List.of(),
                new PolicyReference("p", Optional.empty(), "", List.of()),
                hook,
                arguments,
                List.of(),
                Optional.empty(),
                action,
                Optional.empty(),
                effect,
                List.of(),
                List.of(),
                imageHash,
                requests);
    }

    /** An event with everything that an event can have. */
    public static PolicyEvent full(HookName hook, long cgroup) {
        List<Argument> arguments = values().stream()
                .map(value -> new Argument("its \"label\"", value))
                .toList();
        return new PolicyEvent(
                TIME,
                process(cgroup),
                TID,
                Optional.of(MadeEvents.shell()),
                List.of(process(KnownGroups.LONE), MadeEvents.shell()),
                POLICY,
                hook,
                arguments,
                List.of(new Argument("data", new ArgumentValue.Int32(-7))),
                Optional.of(new Argument("", new ArgumentValue.Int64(-13))),
                ActionKind.OVERRIDE,
                Optional.of(ActionKind.TRACK_SOCK),
                Effect.DENIED,
                List.of(-1L, 0xffffffff81000000L),
                List.of(1L, 0x401000L),
                Optional.of("sha256:abcd"),
                List.of());
    }

    /** A hook of each kind. */
    public static List<HookName> hooks() {
        return List.of(
                new HookName.Kprobe("__x64_sys_write"),
                new HookName.Fentry("tcp_connect"),
                new HookName.Tracepoint("syscalls", "sys_enter_connect"),
                new HookName.Uprobe("/bin/bash", "readline", 16, 32),
                new HookName.Uprobe("/bin/bash", "", 0, 0),
                new HookName.Usdt("/usr/bin/x", "test", "probe1"),
                new HookName.Lsm("file_open"));
    }

    /** Values of every kind, with zeros, the largest and the smallest, and with names that the kernel does not have. */
    public static List<ArgumentValue> values() {
        List<ArgumentValue> values = new ArrayList<>();
        for (int number : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            values.add(new ArgumentValue.Int32(number));
            values.add(new ArgumentValue.UInt32(number));
            values.add(new ArgumentValue.Capability(number));
            values.add(new ArgumentValue.BpfCommand(number));
            values.add(new ArgumentValue.SyscallId(number, number == 0 ? "" : "x64"));
            values.add(new ArgumentValue.BpfProgram(number, number, ""));
            values.add(new ArgumentValue.BpfAttributes(number, number, "amazing"));
            values.add(new ArgumentValue.BpfMap(number, number, number, number, "m"));
        }
        for (long number : new long[] {0, 5, -5, Long.MAX_VALUE, Long.MIN_VALUE}) {
            values.add(new ArgumentValue.Int64(number));
            values.add(new ArgumentValue.UInt64(number));
            values.add(new ArgumentValue.PerfEvent("commit_creds", (int) number, number, number));
            for (ArgumentValue.CapabilitySet.Kind kind : ArgumentValue.CapabilitySet.Kind.values()) {
                values.add(new ArgumentValue.CapabilitySet(kind, number));
            }
            values.add(new ArgumentValue.KernelModule("m", Optional.of(number == 0), number));
        }
        values.add(new ArgumentValue.KernelModule("", Optional.empty(), 0));
        values.add(new ArgumentValue.Text(""));
        values.add(new ArgumentValue.Text("/etc/\u001b[0m\"ä\ufffd"));
        values.add(new ArgumentValue.Data(new byte[0], 0));
        values.add(new ArgumentValue.Data(new byte[0], 9));
        values.add(new ArgumentValue.Data("hi\n".getBytes(StandardCharsets.US_ASCII), 3));
        values.add(new ArgumentValue.Data(new byte[] {-1, 0, 1, 2}, 4_000_000_000L));
        for (int mode : new int[] {0, 0x81a4, 0x41ff | 0x200, 0xffff, 0x8e80}) {
            int flags = mode == 0 ? FileName.UNRESOLVED_PATH_COMPONENTS.bit() : mode == 0xffff ? 3 : 0;
            values.add(new ArgumentValue.Path("/etc/passwd", flags, mode));
            values.add(new ArgumentValue.File("/etc/pass wd", flags, mode));
            values.add(new ArgumentValue.Binprm("", flags, mode));
        }
        values.add(new ArgumentValue.Sock(2, 1, 6, 0, 0, HERE, HERE, 77, 2));
        values.add(new ArgumentValue.Sock(10, 2, 262, 1, -1, THERE, Endpoint.NONE, -1, 99));
        values.add(new ArgumentValue.Sock(1, 99, 300, 1, 2, Endpoint.NONE, Endpoint.NONE, 0, 0));
        values.add(new ArgumentValue.Skb(-1, 2, 3, 4, HERE, HERE, 17, 1, 1, 2));
        values.add(new ArgumentValue.Skb(0, 0, 0, 0, Endpoint.NONE, Endpoint.NONE, 0, 0, 0, 0));
        values.add(new ArgumentValue.SocketAddress(10, THERE));
        values.add(new ArgumentValue.SocketAddress(0, Endpoint.NONE));
        values.add(new ArgumentValue.UnixAddress(1, "@abstract"));
        values.add(new ArgumentValue.UnixAddress(0, ""));
        values.add(new ArgumentValue.Rights(CREDENTIALS));
        values.add(new ArgumentValue.UserNamespace(CREDENTIALS.userNamespace()));
        values.add(new ArgumentValue.NetDevice("eth0"));
        values.add(new ArgumentValue.Unreadable("page fault"));
        return values;
    }
}
