package dev.skep.agent;

import dev.skep.security.policy.PolicyRehearsal;
import dev.skep.security.process.ProcessSensor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Practises, when the agent has started and nobody has brought a policy yet: the first would else wait for the JVM to learn it. */
final class PolicyPractice implements AutoCloseable {
    /** By then a start is over. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** A step of it is shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What runs more often has been compiled by then. */
    private static final int TIMES = 20;

    /** Of as many rounds one begins to serve policies, as the first policy does. */
    private static final int ATTACHING = 5;

    /**
     * Before this round unused objects and code are given up. The JVM does so when it has compiled much, and stops all threads for that: not in
     * the midst of a first policy then. The rounds after it make the JVM quick again.
     */
    private static final int TIDYING = 15;

    /** What less usual policies need is practised twice as often, two policies at a time. */
    private static final int OTHERS = 3;

    /** How much longer than each of these it leaves the processors to others: somebody may bring policies meanwhile. */
    private static final int OTHERS_PAUSES = 5;

    /** How much longer than a round it leaves the processors to others after it. */
    private static final int PAUSES = 2;

    /** How long it keeps away after a change: another is likely to follow. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final CountDownLatch needless = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    /** At its end nothing of the usual is under way. */
    private final CountDownLatch usualDone = new CountDownLatch(1);

    private final Thread thread;
    private final ProcessSensor sensor;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile long lastChange;

    private PolicyPractice(ProcessSensor sensor) {
        this.sensor = sensor;
        lastChange = System.nanoTime() - QUIET.toNanos();
        thread = Thread.ofPlatform().daemon().name("policy practice").unstarted(this::run);
    }

    static PolicyPractice begin(ProcessSensor sensor) {
        PolicyPractice practice = new PolicyPractice(sensor);
        practice.thread.start();
        return practice;
    }

    private void run() {
        try {
            usual();
            others();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends when somebody brings the first policy. */
    private void usual() throws InterruptedException {
        try {
            long pause = LATER.toNanos();
            for (int i = 0; i < TIMES && !needless.await(pause, TimeUnit.NANOSECONDS); i++) {
                if (i == 0) {
                    Thread.ofPlatform().daemon().name("kernel functions").start(PolicyRehearsal::learn);
                }
                if (i == TIDYING) {
                    System.gc();
                }
                long begun = System.nanoTime();
                boolean _ = i % ATTACHING == 0
                        ? PolicyRehearsal.attach(sensor, this::isNeedless)
                        : PolicyRehearsal.run(sensor, this::isNeedless);
                pause = (System.nanoTime() - begun) * PAUSES;
            }
        } finally {
            usualDone.countDown();
        }
    }

    /** Goes on where policies are in force, but not while they change: those that come later need it, too. */
    private void others() throws InterruptedException {
        long pause = LATER.toNanos();
        int done = 0;
        while (done < OTHERS * PolicyRehearsal.others() && !closed.await(pause, TimeUnit.NANOSECONDS)) {
            if (isDisturbing()) {
                pause = QUIET.toNanos();
                continue;
            }
            long begun = System.nanoTime();
            boolean _ = PolicyRehearsal.run(sensor, done % PolicyRehearsal.others(), this::isDisturbing);
            pause = (System.nanoTime() - begun) * OTHERS_PAUSES;
            done++;
        }
    }

    private boolean isDisturbing() {
        return changes.get() > 0 || System.nanoTime() - lastChange < QUIET.toNanos();
    }

    /** Does it, and keeps away from the processors meanwhile. */
    void beside(Runnable change) {
        changes.incrementAndGet();
        try {
            change.run();
        } finally {
            lastChange = System.nanoTime();
            changes.decrementAndGet();
        }
    }

    private boolean isNeedless() {
        return needless.getCount() == 0;
    }

    /**
     * Somebody brings the first policy: stops what could not be done beside it, and waits for the end of the step that is done, however long
     * that takes.
     */
    void end() {
        needless.countDown();
        try {
            usualDone.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it, and waits for a moment until it uses the sensor no more. */
    @Override
    public void close() {
        needless.countDown();
        closed.countDown();
        try {
            boolean _ = thread.join(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
