package dev.skep.agent.event;

import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessExec;
import dev.skep.security.process.ProcessExit;
import dev.skep.security.process.SignalName;
import java.util.List;
import java.util.Optional;

/**
 * Writes events as JSON straight from what the sensors say: the same text that {@link EventMessages} and the JSON mapping of protobuf would
 * give, without messages, reflection or text in between. Not safe for several threads.
 */
public final class EventEncoder {
    private final Identities identities;
    private final TimeText times = new TimeText();
    private final JsonBytes json;
    private final JsonObject object;
    private final ProcessEncoder processes;

    /** What is behind each event, but for its time. */
    private final byte[] beforeTime;

    private final byte[] afterTime;

    /** Writes into {@code json} what {@code detail} asks for. */
    public EventEncoder(EventDetail detail, JsonBytes json) {
        this.json = json;
        identities = detail.identities();
        object = new JsonObject(json);
        processes = new ProcessEncoder(detail, object, times);
        beforeTime = constant(Field.NODE_NAME, detail.node());
        afterTime = constant(Field.CLUSTER_NAME, detail.cluster());
    }

    private static byte[] constant(Field field, String value) {
        JsonBytes text = new JsonBytes(value.length() + 32);
        new JsonObject(text).text(field, value);
        return text.toArray();
    }

    /** Adds one event, without a line feed. */
    public void encode(AgentEvent event) {
        // Not a switch: that would make a class for itself at the start.
        if (event.event() instanceof ProcessExec exec) {
            exec(exec, event.identity());
        } else if (event.event() instanceof ProcessExit exit) {
            exit(exit, event.identity());
        } else {
            throw new IllegalStateException("no JSON for " + event.event().getClass());
        }
    }

    private void exec(ProcessExec exec, Identity identity) {
        json.add(JsonLiteral.EXEC);
        object.open();
        object.name(Field.PROCESS);
        processes.encode(exec.process(), identity);
        parent(exec.parent());
        ancestors(exec.ancestors());
        end(exec);
    }

    private void exit(ProcessExit exit, Identity identity) {
        json.add(JsonLiteral.EXIT);
        object.open();
        object.name(Field.PROCESS);
        processes.encode(exit.process(), identity);
        parent(exit.parent());
        object.text(Field.SIGNAL, SignalName.of(exit.signal()));
        object.number(Field.STATUS, exit.status());
        object.name(Field.TIME);
        times.add(exit.time(), json);
        ancestors(exit.ancestors());
        end(exit);
    }

    private void parent(Optional<Process> parent) {
        if (parent.isPresent()) {
            Process process = parent.get();
            object.name(Field.PARENT);
            processes.encode(process, identities.of(process.cgroupId()));
        }
    }

    private void ancestors(List<Process> ancestors) {
        if (ancestors.isEmpty()) {
            return;
        }
        object.name(Field.ANCESTORS);
        char separator = '[';
        for (Process ancestor : ancestors) {
            json.add(separator);
            separator = ',';
            processes.encode(ancestor, identities.of(ancestor.cgroupId()));
        }
        json.add(']');
    }

    /** Closes what happened, and says where and when. */
    private void end(ProcessEvent event) {
        object.close();
        json.add(beforeTime);
        object.name(Field.TIME);
        times.add(event.time(), json);
        json.add(afterTime);
        object.close();
    }
}
