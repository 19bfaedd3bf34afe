package dev.skep.agent.event;

import dev.skep.events.Event;
import dev.skep.events.Loss;
import dev.skep.events.LossSource;
import dev.skep.events.QueuedSink;
import dev.skep.events.Sink;
import dev.skep.identity.Cgroup;
import dev.skep.identity.HeldEvents;
import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessThrottle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each event, once it is known whose it is, to all who want it. Each of them has a bounded queue, so nobody holds up the others or
 * the sensor. {@link #event} and {@link #flush} are called by one thread, the sensor's; who wants events comes and goes at any time.
 */
public final class EventHub implements Sink<Event>, LossSource {
    private static final Identity NOBODY = new Identity.PlainGroup(new Cgroup(0, ""));

    /** What may wait for a container's name at once. */
    private static final HeldEvents.Bounds MOST_HELD = new HeldEvents.Bounds(1 << 14, 16 << 20);

    private final CopyOnWriteArrayList<QueuedSink<AgentEvent>> queues = new CopyOnWriteArrayList<>();
    private final HeldEvents<Event> held;
    private final Sink<AgentEvent> observer;
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong goneLost = new AtomicLong();
    private volatile EventMessages messages;
    private volatile int waiting;
    private volatile long unnamed;

    /**
     * A hub.
     *
     * @param observer sees each event in the sensor's own thread; must be quick
     */
    public EventHub(Identities identities, EventMessages messages, Sink<AgentEvent> observer) {
        this.messages = messages;
        this.observer = observer;
        held = new HeldEvents<>(identities, Identities.PATIENCE, MOST_HELD, AgentEvent::heldBytes, this::deliver);
    }

    @Override
    public void event(Event event) {
        seen.lazySet(seen.getPlain() + 1);
        if (event instanceof PolicyEvent policy && !policy.userStack().isEmpty()) {
            // Now, since the policy may have killed it.
            messages.detail()
                    .stacks()
                    .remember(policy.process().id(), policy.process().pid());
        }
        if (event instanceof ProcessEvent known) {
            held.add(known, known.process().cgroupId());
        } else if (event instanceof ProcessThrottle throttle) {
            held.add(throttle, throttle.cgroupId());
        } else {
            deliver(event, NOBODY);
        }
    }

    @Override
    public void flush() {
        held.release();
        waiting = held.size();
        unnamed = held.givenUp();
        for (QueuedSink<AgentEvent> queue : queues) {
            queue.flush();
        }
    }

    private void deliver(Event event, Identity identity) {
        AgentEvent known = new AgentEvent(event, identity, messages);
        observer.event(known);
        for (QueuedSink<AgentEvent> queue : queues) {
            queue.event(known);
        }
    }

    /** Makes messages otherwise from now on. */
    public void messages(EventMessages newMessages) {
        messages = newMessages;
    }

    /** From now on the queue gets events. */
    public void add(QueuedSink<AgentEvent> queue) {
        queues.add(queue);
    }

    /** The queue gets no more events. What it lost stays counted. */
    public void remove(QueuedSink<AgentEvent> queue) {
        if (queues.remove(queue)) {
            goneLost.addAndGet(queue.losses().stream().mapToLong(Loss::events).sum());
        }
    }

    /** Events so far. */
    public long seen() {
        return seen.get();
    }

    /** Events that went out before it was known whose they are. */
    public long unnamed() {
        return unnamed;
    }

    /** Events that wait until it is known whose they are. */
    public int held() {
        return waiting;
    }

    /** Events that queues lost which are gone. */
    public long lostByGone() {
        return goneLost.get();
    }

    @Override
    public List<Loss> losses() {
        List<Loss> losses = new ArrayList<>();
        queues.forEach(queue -> losses.addAll(queue.losses()));
        return losses;
    }
}
