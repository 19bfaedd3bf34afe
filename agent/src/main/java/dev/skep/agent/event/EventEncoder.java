package dev.skep.agent.event;

import dev.skep.api.message.Effect;
import dev.skep.api.message.ThrottleType;
import dev.skep.events.Event;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.process.ProcessExec;
import dev.skep.security.process.ProcessExit;
import dev.skep.security.process.ProcessThrottle;
import dev.skep.security.process.SignalName;

/**
 * Writes events as JSON straight from what the sensors say: the same text that {@link EventMessages} and the JSON mapping of protobuf would
 * give, without messages, reflection or text in between. Not safe for several threads.
 */
public final class EventEncoder {
    private final String node;
    private final TimeText times = new TimeText();
    private final JsonBytes json;
    private final JsonObject object;
    private final FamilyEncoder family;
    private final PolicyEncoder policies;

    /** What is behind each event, but for its time. */
    private final byte[] beforeTime;

    private final byte[] afterTime;

    /** Writes into {@code json} what {@code detail} asks for. */
    public EventEncoder(EventDetail detail, JsonBytes json) {
        this.json = json;
        node = detail.node();
        object = new JsonObject(json);
        family = new FamilyEncoder(detail.identities(), object, new ProcessEncoder(detail, object, times));
        policies = new PolicyEncoder(detail, object, family);
        beforeTime = constant(Field.NODE_NAME, node);
        afterTime = constant(Field.CLUSTER_NAME, detail.cluster());
    }

    private static byte[] constant(Field field, String value) {
        JsonBytes text = new JsonBytes(value.length() + 32);
        new JsonObject(text).text(field, value);
        return text.toArray();
    }

    /** Adds one event, without a line feed. */
    public void encode(AgentEvent event) {
        Event happened = event.event();
        object.open();
        Effect effect = Effect.EFFECT_UNKNOWN;
        // Not a switch: that would make a class for itself at the start.
        if (happened instanceof ProcessExec exec) {
            exec(exec, event.identity());
        } else if (happened instanceof ProcessExit exit) {
            exit(exit, event.identity());
        } else if (happened instanceof PolicyEvent policy) {
            policies.encode(policy, event.identity());
            effect = PolicyActions.effect(policy);
        } else if (happened instanceof LoaderEvent loader) {
            policies.encode(loader, event.identity());
        } else if (happened instanceof ProcessThrottle throttle) {
            throttle(throttle, event.identity());
        }
        if (object.isEmpty()) {
            object.text(Field.NODE_NAME, node);
        } else {
            json.add(beforeTime);
        }
        object.name(Field.TIME);
        times.add(happened.time(), json);
        json.add(afterTime);
        if (effect != Effect.EFFECT_UNKNOWN) {
            object.anyText(Field.EFFECT, effect.name());
        }
        object.close();
    }

    private void exec(ProcessExec exec, Identity identity) {
        object.object(Field.PROCESS_EXEC);
        family.process(exec, identity);
        family.parent(exec.parent());
        family.ancestors(exec.ancestors());
        object.close();
    }

    private void throttle(ProcessThrottle throttle, Identity identity) {
        object.object(Field.PROCESS_THROTTLE);
        object.anyText(
                Field.TYPE, (throttle.begins() ? ThrottleType.THROTTLE_START : ThrottleType.THROTTLE_STOP).name());
        object.text(Field.CGROUP, EventMessages.group(throttle, identity));
        object.close();
    }

    private void exit(ProcessExit exit, Identity identity) {
        object.object(Field.PROCESS_EXIT);
        family.process(exit, identity);
        family.parent(exit.parent());
        object.text(Field.SIGNAL, SignalName.of(exit.signal()));
        object.number(Field.STATUS, exit.status());
        object.name(Field.TIME);
        times.add(exit.time(), json);
        family.ancestors(exit.ancestors());
        object.close();
    }
}
