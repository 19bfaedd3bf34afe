package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Map<Long, Identity> known = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final Set<Long> behind = new HashSet<>();
    private long now;
    private final HeldEvents<String> events = new HeldEvents<>(
            new Known(known, behind),
            PATIENCE,
            new HeldEvents.Bounds(3, 100),
            String::length,
            (event, identity) -> sent.add(event + identity.cgroup().path()),
            () -> now);

    /** Knows what the test says. */
    private record Known(Map<Long, Identity> groups, Set<Long> behind) implements Identities {
        @Override
        public Identity of(long cgroupId) {
            return groups.getOrDefault(cgroupId, Identity.Unresolved.YET);
        }

        @Override
        public Identity await(long cgroupId, Duration patience) {
            return groups.computeIfAbsent(cgroupId, id -> new Identity.PlainGroup(new Cgroup(id, "")));
        }

        @Override
        public boolean isBehind(long cgroupId, long sinceNanos) {
            return behind.contains(cgroupId);
        }

        @Override
        public List<Identity> all() {
            return List.copyOf(groups.values());
        }

        @Override
        public Subscription listen(IdentityListener listener) {
            throw new UnsupportedOperationException("nobody listens here");
        }

        @Override
        public IdentityFigures figures() {
            return IdentityFigures.NONE;
        }

        @Override
        public Node node() {
            return new Node("test", Map.of());
        }

        @Override
        public void close() {}
    }

    private void know(long id, String path) {
        known.put(id, new Identity.PlainGroup(new Cgroup(id, path)));
    }

    @Test
    void eventsOfKnownGroupsGoOutAtOnce() {
        know(1, "/a");
        assertThat(events.mustWait(1)).isFalse();
        events.add("exec", 1);
        assertThat(sent).containsExactly("exec/a");
    }

    @Test
    void eventsOfNewGroupsWaitUntilTheGroupIsKnownAndKeepTheirOrder() {
        know(1, "/a");
        events.add("exec", 2);
        events.add("other", 1);
        events.release();
        assertThat(sent).isEmpty();
        assertThat(events.mustWait(1)).isTrue();
        know(2, "/b");
        events.release();
        assertThat(sent).containsExactly("exec/b", "other/a");
        assertThat(events.size()).isZero();
    }

    @Test
    void nothingWaitsLongerThanThePatience() {
        events.add("exec", 2);
        now += PATIENCE.toNanos();
        events.release();
        assertThat(sent).containsExactly("exec");
        events.add("next", 2);
        assertThat(sent).containsExactly("exec", "next");
    }

    @Test
    void aGroupThatStillHasToBeLookedAtIsWaitedForLongerButNotForEver() {
        behind.add(2L);
        events.add("exec", 2);
        now += 5 * PATIENCE.toNanos();
        events.release();
        assertThat(sent).isEmpty();
        now += Duration.ofSeconds(10).toNanos();
        events.release();
        assertThat(sent).containsExactly("exec");
        assertThat(events.givenUp()).isEqualTo(1);
    }

    @Test
    void theOldestGoesOutWhenTooManyWait() {
        for (String event : List.of("1", "2", "3", "4")) {
            events.add(event, 9);
        }
        assertThat(sent).containsExactly("1");
        assertThat(events.size()).isEqualTo(3);
        assertThat(events.givenUp()).isEqualTo(1);
    }

    @Test
    void fewLargeEventsTakeTheRoomOfManySmallOnes() {
        events.add("x".repeat(60), 2);
        events.add("y".repeat(60), 2);
        assertThat(sent).hasSize(1);
        events.add("z".repeat(500), 2);
        assertThat(sent).hasSize(2);
        assertThat(events.size()).isEqualTo(1);
    }
}
