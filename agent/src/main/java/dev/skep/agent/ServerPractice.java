package dev.skep.agent;

import dev.skep.agent.client.AgentAddress;
import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the agent itself as its clients do, when a start is over: the first who brings a policy would else wait for the JVM to learn it. */
final class ServerPractice implements AutoCloseable {
    /** By then a start is over. */
    private static final Duration LATER = Duration.ofSeconds(3);

    /** Little by little: whoever else needs the processors meanwhile hardly notices. */
    private static final int TIMES = 50;

    /** What runs more often than all of these together has been compiled by then. */
    private static final int QUESTIONS = 5;

    /** How much longer than the questions it leaves the processors to others after them. */
    private static final int PAUSES = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private ServerPractice(Path socket) {
        thread = Thread.ofPlatform().daemon().name("server practice").start(() -> run(socket));
    }

    static ServerPractice begin(Path socket) {
        return new ServerPractice(socket);
    }

    private void run(Path socket) {
        try {
            if (!closed.await(LATER.toNanos(), TimeUnit.NANOSECONDS)) {
                ask(socket);
            }
        } catch (IOException | AgentFailure unreachable) {
            // Nobody else reaches it either, who will say so.
            return;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Path socket) throws IOException, InterruptedException {
        try (AgentClient client = AgentClient.of(new AgentAddress.Socket(socket))) {
            long pause = 0;
            for (int i = 0; i < TIMES && !closed.await(pause, TimeUnit.NANOSECONDS); i++) {
                long begun = System.nanoTime();
                for (int question = 0; question < QUESTIONS; question++) {
                    var _ = client.policies("");
                }
                pause = (System.nanoTime() - begun) * PAUSES;
            }
        }
    }

    /** Stops it, and waits for a moment until its last question is answered. */
    @Override
    public void close() {
        closed.countDown();
        try {
            boolean _ = thread.join(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
