package dev.skep.agent.request;

import dev.skep.agent.event.AgentEvent;
import dev.skep.events.Loss;
import dev.skep.events.LossSource;
import dev.skep.events.Sink;
import dev.skep.events.Stage;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.Action;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Does what policies want the agent to do: asks for addresses with GET and looks names up. What comes of it interests nobody but the server
 * that was asked, so failures are logged at the level of debug alone.
 *
 * <p>A few threads of its own do the work. What comes while all are busy waits; what does not fit is not done, and counted.
 */
public final class PolicyRequests implements Sink<AgentEvent>, LossSource, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(PolicyRequests.class.getName());
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 256;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final AtomicLong dropped = new AtomicLong();

    /** Has no threads until there is something to do. */
    public PolicyRequests() {
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("skep-request-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void event(AgentEvent event) {
        if (event.event() instanceof PolicyEvent policy) {
            for (Action.ByAgent request : policy.requests()) {
                try {
                    threads.execute(() -> perform(request));
                } catch (RejectedExecutionException full) {
                    dropped.incrementAndGet();
                }
            }
        }
    }

    private static void perform(Action.ByAgent request) {
        try {
            switch (request) {
                case Action.GetUrl get -> get(get.url());
                case Action.DnsLookup lookup -> {
                    InetAddress[] _ = InetAddress.getAllByName(lookup.name());
                }
            }
        } catch (IOException | RuntimeException failure) {
            // The edge of the thread. Whoever has to learn of it may have learned all the same.
            LOGGER.log(System.Logger.Level.DEBUG, "request of a policy: " + request + ": " + failure);
        }
    }

    private static void get(URI url) throws IOException {
        if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("no http or https address");
        }
        try {
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setUseCaches(false);
            int _ = connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public List<Loss> losses() {
        return List.of(new Loss(Stage.QUEUE, "requests of policies", dropped.get()));
    }

    /** What waits is not done any more. */
    @Override
    public void close() {
        dropped.addAndGet(threads.shutdownNow().size());
    }
}
