package dev.skep.agent;

import dev.skep.security.policy.PolicyRehearsal;
import dev.skep.security.process.ProcessSensor;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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

    /** How much longer than a round it leaves the processors to others after it. */
    private static final int PAUSES = 2;

    private final CountDownLatch needless = new CountDownLatch(1);
    private final Thread thread;
    private final ProcessSensor sensor;

    private PolicyPractice(ProcessSensor sensor) {
        this.sensor = sensor;
        thread = Thread.ofPlatform().daemon().name("policy practice").unstarted(this::run);
    }

    static PolicyPractice begin(ProcessSensor sensor) {
        PolicyPractice practice = new PolicyPractice(sensor);
        practice.thread.start();
        return practice;
    }

    private void run() {
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
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isNeedless() {
        return needless.getCount() == 0;
    }

    /**
     * It is of no use any more: stops it after the step that it does, and waits until policies of its own are in force no more, however
     * long that takes.
     */
    void end() {
        end(ChronoUnit.FOREVER.getDuration());
    }

    /** Stops it, and waits for a moment until it uses the sensor no more. */
    @Override
    public void close() {
        end(PATIENCE);
    }

    private void end(Duration patience) {
        needless.countDown();
        try {
            boolean _ = thread.join(patience);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
