package dev.skep.agent;

import dev.skep.security.policy.PolicyRehearsal;
import dev.skep.security.process.ProcessSensor;
import java.time.Duration;

/** Practises, when the agent has started and nobody has brought a policy yet: the first would else wait for the JVM to learn it. */
final class PolicyPractice implements AutoCloseable {
    /** By then a start is over. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** A round of it is shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What runs more often has been compiled by then. */
    private static final int TIMES = 6;

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
            Thread.sleep(LATER);
            for (int i = 0; i < TIMES && !Thread.currentThread().isInterrupted(); i++) {
                boolean _ = PolicyRehearsal.run(sensor);
            }
        } catch (InterruptedException notNeeded) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is of no use any more. */
    void stop() {
        thread.interrupt();
    }

    /** Stops it, and waits until it uses the sensor no more. */
    @Override
    public void close() {
        stop();
        try {
            boolean _ = thread.join(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
