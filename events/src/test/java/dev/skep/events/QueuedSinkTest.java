package dev.skep.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueuedSinkTest {
    private final List<Integer> taken = Collections.synchronizedList(new ArrayList<>());

    private static QueuedSink<Integer> queue(int events, Sink<Integer> target) {
        return new QueuedSink<>("test", QueueBounds.ofEvents(events), event -> 1, target);
    }

    private static long lost(QueuedSink<?> queue, Stage stage) {
        return queue.losses().stream()
                .filter(loss -> loss.stage() == stage)
                .mapToLong(Loss::events)
                .sum();
    }

    @Test
    void handsAllOverInOrder() {
        try (QueuedSink<Integer> queue = queue(1 << 16, taken::add)) {
            for (int i = 0; i < 50_000; i++) {
                queue.event(i);
            }
            queue.flush();
            await().until(() -> taken.size() == 50_000);
            assertThat(lost(queue, Stage.QUEUE)).isZero();
        }
        assertThat(taken).isEqualTo(IntStream.range(0, 50_000).boxed().toList());
    }

    @Test
    void aSinkThatHangsLosesAndCountsWhatDoesNotFit() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        QueuedSink<Integer> queue = queue(8, event -> {
            blocked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            taken.add(event);
        });
        queue.event(0);
        queue.flush();
        blocked.await();
        for (int i = 1; i <= 20; i++) {
            queue.event(i);
        }
        assertThat(queue.pending()).isEqualTo(8);
        assertThat(lost(queue, Stage.QUEUE)).isEqualTo(12);
        go.countDown();
        queue.close();
        assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void fewLargeEventsFillTheQueueAsManySmallOnesDo() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        QueuedSink<Integer> queue = new QueuedSink<>("test", new QueueBounds(1000, 100), event -> event, event -> {
            blocked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            taken.add(event);
        });
        queue.event(10);
        queue.flush();
        blocked.await();
        for (int size : new int[] {30, 70, 50, 10, 1}) {
            queue.event(size);
        }
        assertThat(lost(queue, Stage.QUEUE)).isEqualTo(2);
        go.countDown();
        await().until(() -> taken.size() == 4);
        queue.event(5000);
        queue.event(1);
        queue.flush();
        await().until(() -> taken.contains(5000));
        queue.close();
        assertThat(taken).startsWith(10, 30, 50, 10, 5000);
    }

    @Test
    void aSinkThatThrowsLosesThatEventOnly() {
        QueuedSink<Integer> queue = queue(8, event -> {
            if (event == 1) {
                throw new IllegalStateException("refused");
            }
            taken.add(event);
        });
        for (int i = 0; i < 3; i++) {
            queue.event(i);
        }
        queue.close();
        assertThat(taken).containsExactly(0, 2);
        assertThat(lost(queue, Stage.SINK)).isEqualTo(1);
    }

    @Test
    void whatWaitsIsHandedOverAtTheEnd() {
        QueuedSink<Integer> queue = queue(100, taken::add);
        for (int i = 0; i < 10; i++) {
            queue.event(i);
        }
        queue.close();
        assertThat(taken).hasSize(10);
        queue.event(11);
        assertThat(lost(queue, Stage.QUEUE)).isEqualTo(1);
    }
}
