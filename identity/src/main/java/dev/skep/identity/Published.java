package dev.skep.identity;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** What every thread may see of the identities, and where they wait for them. */
final class Published {
    private final IdentityTable table = new IdentityTable();
    private final ConcurrentHashMap<Long, Identity> provisional = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final LongConsumer strangers;

    /** Tells {@code strangers} of ids that were asked for in vain. */
    Published(LongConsumer strangers) {
        this.strangers = strangers;
    }

    Identity of(long id) {
        return table.get(id);
    }

    Identity await(long id, Duration patience) {
        Identity known = table.get(id);
        if (known.known()) {
            return known;
        }
        long left = patience.toNanos();
        lock.lock();
        try {
            known = table.get(id);
            while (!known.known() && left > 0) {
                left = more.awaitNanos(left);
                known = table.get(id);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return known.known() ? known : giveUp(id);
    }

    private Identity giveUp(long id) {
        Identity best = provisional.getOrDefault(id, new Identity.PlainGroup(new Cgroup(id, "")));
        table.put(id, best);
        strangers.accept(id);
        return best;
    }

    /** Whether it may become better soon. */
    boolean isExpected(long id) {
        return provisional.containsKey(id);
    }

    /** It may become better soon; {@code best} is what is known until then. */
    void expect(long id, Identity best) {
        provisional.put(id, best);
    }

    /** It is as good as it gets for now. */
    void publish(long id, Identity identity) {
        table.put(id, identity);
        provisional.remove(id);
        lock.lock();
        try {
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void forget(long id) {
        table.remove(id);
        provisional.remove(id);
    }
}
