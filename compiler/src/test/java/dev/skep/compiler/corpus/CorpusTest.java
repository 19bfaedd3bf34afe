package dev.skep.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some packages of {@code ./skep test --corpus}, which tries all. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CorpusTest {
    private static final List<String> PACKAGES = List.of("java.lang", "java.util", "java.util.stream", "sun.nio.ch");
    private static final int MANY = 10_000;
    private static final double MOST_SECONDS = 20;

    @Test
    void everyMethodCompilesOrIsRefused() {
        CorpusReport report = Corpus.run(PACKAGES, progress -> {});
        assertThat(report.failures()).isEmpty();
        assertThat(report.methods()).isGreaterThan(MANY);
        assertThat(report.slowestSeconds()).as("%s", report).isLessThan(MOST_SECONDS);
    }
}
