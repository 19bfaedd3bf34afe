package dev.skep.cli.drop;

import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.drop.live.LiveDrop;
import dev.skep.events.metrics.MetricsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * How rules at work are shown.
 *
 * @param perSecond dropped packets to show each second; 0 for none
 * @param metrics where to serve figures for Prometheus
 */
record LiveOptions(int perSecond, Optional<InetSocketAddress> metrics) {
    private static final int MOST_SAMPLES = 1000;

    static void add(OptionList options) {
        options.value(
                        Integer.class,
                        "N",
                        LiveOptions::samples,
                        "Show up to N of the dropped packets each second.",
                        "--sample")
                .value(
                        InetSocketAddress.class,
                        ":PORT",
                        MetricsAddress::parse,
                        "Serve the figures of all rules at work on this host to Prometheus, at http://127.0.0.1:PORT/metrics;"
                                + " ADDRESS:PORT for others than this host.",
                        "--metrics");
    }

    private static Integer samples(String text) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= 1 && value <= MOST_SAMPLES) {
                return value;
            }
        } catch (NumberFormatException nonsense) {
            // Refused below.
        }
        throw OptionList.refusal("'" + text + "' is not a number of packets (1 to " + MOST_SAMPLES + ")");
    }

    static LiveOptions of(ParseResult options) {
        return new LiveOptions(
                options.matchedOptionValue("--sample", 0),
                options.hasMatchedOption("--metrics")
                        ? Optional.of(options.matchedOption("--metrics").<InetSocketAddress>getValue())
                        : Optional.empty());
    }

    boolean any() {
        return samples() || metrics.isPresent();
    }

    boolean samples() {
        return perSecond > 0;
    }

    /** Shows the rules until they end, or the user does. */
    void show(LiveDrop drop, Invocation invocation) {
        try (MetricsServer _ = serve(invocation)) {
            new DropDisplay(invocation, drop, perSecond).show();
        }
    }

    /** Serves metrics alone until the user ends it. */
    void serveOnly(Invocation invocation) {
        CountDownLatch ended = new CountDownLatch(1);
        invocation.interruption().prepare(ended::countDown, () -> {});
        try (MetricsServer _ = serve(invocation)) {
            ended.await();
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
        invocation.interruption().release();
    }

    private @Nullable MetricsServer serve(Invocation invocation) {
        if (metrics.isEmpty()) {
            return null;
        }
        InetSocketAddress address = metrics.get();
        try {
            MetricsServer server = MetricsServer.start(address, MetricsText.TYPE, MetricsText::write);
            invocation.say("metrics at " + server.url());
            return server;
        } catch (IOException refused) {
            throw CommandFailure.failure(
                    "serve metrics at " + MetricsServer.text(address) + ": " + refused.getMessage());
        }
    }
}
