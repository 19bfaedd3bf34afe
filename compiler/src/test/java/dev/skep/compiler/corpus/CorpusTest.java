package dev.skep.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code ./skep test --corpus} tells more of. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CorpusTest {
    private static final int MANY = 50_000;
    private static final double MOST_SECONDS = 60;

    @Test
    void everyMethodCompilesOrIsRefused() {
        CorpusReport report = Corpus.run(List.of(), progress -> {});
        assertThat(report.failures()).isEmpty();
        assertThat(report.methods()).isGreaterThan(MANY);
        assertThat(report.slowestSeconds()).as("%s", report).isLessThan(MOST_SECONDS);
    }
}
