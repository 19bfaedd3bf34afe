package dev.skep.agent.event;

import com.google.protobuf.ByteString;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.Process;
import dev.skep.api.message.ProcessKprobe;
import dev.skep.api.message.ProcessLoader;
import dev.skep.api.message.ProcessLsm;
import dev.skep.api.message.ProcessTracepoint;
import dev.skep.api.message.ProcessUprobe;
import dev.skep.api.message.ProcessUsdt;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.process.ProcessEvent;
import java.util.List;
import java.util.Optional;

/** Makes the messages of what policies saw. Safe for several threads. */
final class PolicyMessages {
    private final EventDetail detail;
    private final ProcessMessages processes;
    private final ArgumentMessages arguments;
    private final RedactedArguments redacted;
    private final FrameMessages frames;

    PolicyMessages(EventDetail detail, ProcessMessages processes) {
        this.detail = detail;
        this.processes = processes;
        arguments = new ArgumentMessages(new RightsMessages(detail.hostNamespaces()));
        redacted = new RedactedArguments(detail.redaction());
        frames = new FrameMessages(detail);
    }

    void add(PolicyEvent event, Identity identity, GetEventsResponse.Builder message) {
        message.setEffect(PolicyActions.effect(event));
        switch (event.hook()) {
            case HookName.Kprobe(String function) -> message.setProcessKprobe(kprobe(event, function, identity));
            case HookName.Fentry(String function) -> message.setProcessKprobe(kprobe(event, function, identity));
            case HookName.Tracepoint hook -> message.setProcessTracepoint(tracepoint(event, hook, identity));
            case HookName.Uprobe hook -> message.setProcessUprobe(uprobe(event, hook, identity));
            case HookName.Usdt hook -> message.setProcessUsdt(usdt(event, hook, identity));
            case HookName.Lsm(String hook) -> message.setProcessLsm(lsm(event, hook, identity));
        }
    }

    ProcessLoader loader(LoaderEvent event, Identity identity) {
        ProcessLoader.Builder message = ProcessLoader.newBuilder()
                .setProcess(process(event, identity))
                .setPath(event.path())
                .setBuildid(ByteString.copyFrom(event.buildId()));
        parent(event).ifPresent(message::setParent);
        return message.addAllAncestors(ancestors(event)).build();
    }

    private ProcessKprobe kprobe(PolicyEvent event, String function, Identity identity) {
        ProcessKprobe.Builder message = ProcessKprobe.newBuilder()
                .setProcess(process(event, identity))
                .setFunctionName(function)
                .addAllArgs(arguments(event))
                .setAction(PolicyActions.of(event.action()))
                .addAllKernelStackTrace(frames.kernel(event))
                .setPolicyName(event.policy().name())
                .setMessage(event.policy().message())
                .addAllTags(event.policy().tags())
                .addAllUserStackTrace(frames.user(event))
                .addAllData(data(event));
        event.result().ifPresent(result -> message.setReturn(arguments.of(redacted.of(result, binary(event)))));
        event.returnAction().ifPresent(action -> message.setReturnAction(PolicyActions.of(action)));
        parent(event).ifPresent(message::setParent);
        return message.addAllAncestors(ancestors(event)).build();
    }

    private ProcessTracepoint tracepoint(PolicyEvent event, HookName.Tracepoint hook, Identity identity) {
        ProcessTracepoint.Builder message = ProcessTracepoint.newBuilder()
                .setProcess(process(event, identity))
                .setSubsys(hook.subsystem())
                .setEvent(hook.event())
                .addAllArgs(arguments(event))
                .setPolicyName(event.policy().name())
                .setAction(PolicyActions.of(event.action()))
                .setMessage(event.policy().message())
                .addAllTags(event.policy().tags());
        parent(event).ifPresent(message::setParent);
        return message.addAllAncestors(ancestors(event)).build();
    }

    private ProcessUprobe uprobe(PolicyEvent event, HookName.Uprobe hook, Identity identity) {
        ProcessUprobe.Builder message = ProcessUprobe.newBuilder()
                .setProcess(process(event, identity))
                .setPath(hook.path())
                .setSymbol(hook.symbol())
                .setPolicyName(event.policy().name())
                .setMessage(event.policy().message())
                .addAllArgs(arguments(event))
                .addAllTags(event.policy().tags())
                .setOffset(hook.offset())
                .setRefCtrOffset(hook.referenceCounterOffset())
                .setAction(PolicyActions.of(event.action()))
                .addAllData(data(event));
        parent(event).ifPresent(message::setParent);
        return message.addAllAncestors(ancestors(event)).build();
    }

    private ProcessUsdt usdt(PolicyEvent event, HookName.Usdt hook, Identity identity) {
        ProcessUsdt.Builder message = ProcessUsdt.newBuilder()
                .setProcess(process(event, identity))
                .setPath(hook.path())
                .setProvider(hook.provider())
                .setName(hook.name())
                .setPolicyName(event.policy().name())
                .setMessage(event.policy().message())
                .addAllArgs(arguments(event))
                .addAllTags(event.policy().tags())
                .setAction(PolicyActions.of(event.action()));
        parent(event).ifPresent(message::setParent);
        return message.addAllAncestors(ancestors(event)).build();
    }

    private ProcessLsm lsm(PolicyEvent event, String hook, Identity identity) {
        ProcessLsm.Builder message = ProcessLsm.newBuilder()
                .setProcess(process(event, identity))
                .setFunctionName(hook)
                .setPolicyName(event.policy().name())
                .setMessage(event.policy().message())
                .addAllArgs(arguments(event))
                .setAction(PolicyActions.of(event.action()))
                .addAllTags(event.policy().tags())
                .setImaHash(event.imageHash().orElse(""));
        parent(event).ifPresent(message::setParent);
        return message.addAllAncestors(ancestors(event)).build();
    }

    private Process process(ProcessEvent event, Identity identity) {
        return processes.of(event.process(), identity, event.tid());
    }

    private Optional<Process> parent(ProcessEvent event) {
        return event.parent().map(this::relative);
    }

    private List<Process> ancestors(ProcessEvent event) {
        return event.ancestors().stream().map(this::relative).toList();
    }

    private Process relative(dev.skep.security.process.Process process) {
        return processes.of(process, detail.identities().of(process.cgroupId()), process.pid());
    }

    private List<KprobeArgument> arguments(PolicyEvent event) {
        return arguments.of(redacted.of(event.arguments(), binary(event)));
    }

    private List<KprobeArgument> data(PolicyEvent event) {
        return arguments.of(redacted.of(event.data(), binary(event)));
    }

    private static String binary(PolicyEvent event) {
        return event.process().program().binary();
    }
}
