package dev.skep.agent;

import dev.skep.security.policy.PolicyRehearsal;
import java.time.Duration;

/** Practises, when the agent has started and nobody has brought a policy yet: the first would else wait for the JVM to learn it. */
final class PolicyPractice implements AutoCloseable {
    /** By then a start is over. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** What runs more often has been compiled by then. */
    private static final int TIMES = 3;

    private final Thread thread;

    private PolicyPractice() {
        thread = Thread.ofPlatform().daemon().name("policy practice").unstarted(this::run);
    }

    static PolicyPractice begin() {
        PolicyPractice practice = new PolicyPractice();
        practice.thread.start();
        return practice;
    }

    private void run() {
        try {
            Thread.sleep(LATER);
            for (int i = 0; i < TIMES && !Thread.currentThread().isInterrupted(); i++) {
                PolicyRehearsal.run();
            }
        } catch (InterruptedException notNeeded) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is of no use any more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
