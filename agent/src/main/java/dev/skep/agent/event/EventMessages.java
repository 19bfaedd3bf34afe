package dev.skep.agent.event;

import com.google.protobuf.Timestamp;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.Process;
import dev.skep.api.message.ThrottleType;
import dev.skep.events.Event;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessExec;
import dev.skep.security.process.ProcessExit;
import dev.skep.security.process.ProcessThrottle;
import dev.skep.security.process.SignalName;
import java.time.Instant;
import java.util.List;

/** Makes the messages that clients get. Immutable; safe for several threads. */
public final class EventMessages {
    private final EventDetail detail;
    private final ProcessMessages processes;
    private final PolicyMessages policies;

    /** Says of events what {@code detail} asks for. */
    public EventMessages(EventDetail detail) {
        this.detail = detail;
        processes = new ProcessMessages(detail);
        policies = new PolicyMessages(detail, processes);
    }

    /** What the messages say. */
    public EventDetail detail() {
        return detail;
    }

    /** A process as messages show it. */
    public Process process(dev.skep.security.process.Process process) {
        return processes.of(process, detail.identities().of(process.cgroupId()), process.pid());
    }

    GetEventsResponse of(AgentEvent event) {
        Event happened = event.event();
        Identity identity = event.identity();
        GetEventsResponse.Builder message = GetEventsResponse.newBuilder()
                .setNodeName(detail.node())
                .setClusterName(detail.cluster())
                .setTime(time(happened.time()));
        switch (happened) {
            case ProcessExec exec -> message.setProcessExec(exec(exec, identity));
            case ProcessExit exit -> message.setProcessExit(exit(exit, identity));
            case PolicyEvent policy -> policies.add(policy, identity, message);
            case LoaderEvent loader -> message.setProcessLoader(policies.loader(loader, identity));
            case ProcessThrottle throttle -> message.setProcessThrottle(throttle(throttle, identity));
            default -> throw new IllegalStateException("no message for " + happened.getClass());
        }
        return message.build();
    }

    private dev.skep.api.message.ProcessExec exec(ProcessExec exec, Identity identity) {
        dev.skep.api.message.ProcessExec.Builder message = dev.skep.api.message.ProcessExec.newBuilder()
                .setProcess(processes.of(exec.process(), identity, exec.tid()));
        exec.parent().ifPresent(parent -> message.setParent(process(parent)));
        return message.addAllAncestors(ancestors(exec)).build();
    }

    private dev.skep.api.message.ProcessExit exit(ProcessExit exit, Identity identity) {
        dev.skep.api.message.ProcessExit.Builder message = dev.skep.api.message.ProcessExit.newBuilder()
                .setProcess(processes.of(exit.process(), identity, exit.tid()))
                .setSignal(SignalName.of(exit.signal()))
                .setStatus(exit.status())
                .setTime(time(exit.time()));
        exit.parent().ifPresent(parent -> message.setParent(process(parent)));
        return message.addAllAncestors(ancestors(exit)).build();
    }

    private static dev.skep.api.message.ProcessThrottle throttle(ProcessThrottle throttle, Identity identity) {
        return dev.skep.api.message.ProcessThrottle.newBuilder()
                .setType(throttle.begins() ? ThrottleType.THROTTLE_START : ThrottleType.THROTTLE_STOP)
                .setCgroup(group(throttle, identity))
                .build();
    }

    /** The last part of the group's path, which is the name that its maker gave it. */
    static String group(ProcessThrottle throttle, Identity identity) {
        String path = identity.cgroup().path();
        if (path.isEmpty()) {
            return Long.toUnsignedString(throttle.cgroupId());
        }
        return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
    }

    private List<Process> ancestors(ProcessEvent event) {
        return event.ancestors().stream().map(this::process).toList();
    }

    static Timestamp time(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
