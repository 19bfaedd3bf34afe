package dev.skep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TimeTextTest {
    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond() * 1_000_000_000;

    private static String text(Consumer<TextBuffer> writer) throws IOException {
        TextBuffer buffer = new TextBuffer();
        writer.accept(buffer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        buffer.sendTo(out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void peopleSeeTheLocalTime() throws IOException {
        LocalTimeText times = new LocalTimeText(new WallClock(NOON), ZoneId.of("Asia/Kolkata"));
        assertThat(text(out -> times.write(7_999_999_999L, out))).isEqualTo("17:30:07");
        assertThat(text(out -> times.write(8_000_000_000L, out))).isEqualTo("17:30:08");
    }

    @Test
    void programsSeeUtcWithNanoseconds() throws IOException {
        UtcTimeText times = new UtcTimeText(new WallClock(NOON));
        assertThat(text(out -> times.write(0, out))).isEqualTo("2026-03-01T12:00:00.000000000Z");
        assertThat(text(out -> times.write(60_000_000_001L, out))).isEqualTo("2026-03-01T12:01:00.000000001Z");
        assertThat(text(out -> times.write(-1, out))).isEqualTo("2026-03-01T11:59:59.999999999Z");
    }

    @Test
    void theClockLeadsFromMonotonicToWallTime() {
        long wall = System.nanoTime() + WallClock.now().leadNanos();
        assertThat(Math.abs(wall / 1_000_000 - System.currentTimeMillis())).isLessThan(5_000);
    }
}
