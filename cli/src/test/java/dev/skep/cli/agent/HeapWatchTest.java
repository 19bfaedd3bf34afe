package dev.skep.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private final AtomicLong used = new AtomicLong(10 << 20);
    private final AtomicLong alive = new AtomicLong(12 << 20);
    private final AtomicInteger collections = new AtomicInteger();
    private final HeapWatch watch = new HeapWatch(used::get, () -> {
        collections.incrementAndGet();
        used.set(alive.get());
    });

    @Test
    void letsLieWhatIsAllowed() {
        used.addAndGet(HeapWatch.ALLOWED_GARBAGE);
        watch.look();
        assertThat(collections).hasValue(0);
    }

    @Test
    void collectsWhatPilesUp() {
        used.addAndGet(HeapWatch.ALLOWED_GARBAGE + 1);
        watch.look();
        watch.look();
        assertThat(collections).hasValue(1);
        used.addAndGet(HeapWatch.ALLOWED_GARBAGE + 1);
        watch.look();
        assertThat(collections).hasValue(2);
    }

    @Test
    void doesNotCollectAgainAndAgainWhatIsAlive() {
        alive.set(60 << 20);
        used.set(60 << 20);
        watch.look();
        used.addAndGet(HeapWatch.ALLOWED_GARBAGE);
        watch.look();
        assertThat(collections).hasValue(1);
    }
}
