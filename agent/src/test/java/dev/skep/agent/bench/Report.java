package dev.skep.agent.bench;

import java.util.Locale;

/** What bench/agent reads: {@code SOURCE FIGURE VALUE}, a line each. */
final class Report {
    private Report() {}

    /** A figure of a round; the first round, which is 0, only warms up. */
    static void line(String source, int round, String figure, double value) {
        if (round > 0) {
            System.out.printf(Locale.ROOT, "%s-%s %.2f%n", source, figure, value);
        }
    }
}
