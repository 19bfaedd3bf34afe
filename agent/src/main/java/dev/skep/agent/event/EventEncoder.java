package dev.skep.agent.event;

import dev.skep.api.message.Effect;
import dev.skep.events.Event;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.event.RateLimitEvent;
import dev.skep.security.process.ProcessExec;
import dev.skep.security.process.ProcessExit;
import dev.skep.security.process.SignalName;

/**
 * Writes events as JSON straight from what the sensors say: the same text that {@link EventMessages} and the JSON mapping of protobuf would
 * give, without messages, reflection or text in between. Not safe for several threads.
 */
public final class EventEncoder {
    private final EventDetail detail;
    private final TimeText times = new TimeText();
    private final JsonBytes json;
    private final JsonObject object;
    private final FamilyEncoder family;
    private final PolicyEncoder policies;

    /** Writes into {@code json} what {@code detail} asks for. */
    public EventEncoder(EventDetail detail, JsonBytes json) {
        this.detail = detail;
        this.json = json;
        object = new JsonObject(json);
        family = new FamilyEncoder(detail.identities(), object, new ProcessEncoder(detail, object, times));
        policies = new PolicyEncoder(detail, object, family);
    }

    /** Adds one event, without a line feed. */
    public void encode(AgentEvent event) {
        object.open();
        Effect effect = Effect.EFFECT_UNKNOWN;
        switch (event.event()) {
            case ProcessExec exec -> exec(exec, event.identity());
            case ProcessExit exit -> exit(exit, event.identity());
            case PolicyEvent policy -> {
                policies.encode(policy, event.identity());
                effect = PolicyActions.effect(policy);
            }
            case LoaderEvent loader -> policies.encode(loader, event.identity());
            case RateLimitEvent limit -> {
                // Its number is above those of what all events have.
                end(limit);
                object.object(Field.RATE_LIMIT_INFO);
                if (limit.dropped() != 0) {
                    object.unsignedText(Field.NUMBER_OF_DROPPED, limit.dropped());
                }
                object.close();
                object.close();
                return;
            }
            default ->
                throw new IllegalStateException("no JSON for " + event.event().getClass());
        }
        end(event.event());
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

    /** Says where and when. */
    private void end(Event event) {
        object.text(Field.NODE_NAME, detail.node());
        object.name(Field.TIME);
        times.add(event.time(), json);
        object.text(Field.CLUSTER_NAME, detail.cluster());
    }
}
