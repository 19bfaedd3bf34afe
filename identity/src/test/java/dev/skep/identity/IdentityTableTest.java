package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentityTableTest {
    private final IdentityTable table = new IdentityTable();

    private static Identity plain(long id) {
        return new Identity.PlainGroup(new Cgroup(id, "/" + id));
    }

    @Test
    void whatIsNotThereIsUnresolved() {
        assertThat(table.get(0)).isEqualTo(Identity.Unresolved.YET);
        table.put(0, plain(0));
        assertThat(table.get(0)).isEqualTo(plain(0));
        table.remove(0);
        assertThat(table.get(0)).isEqualTo(Identity.Unresolved.YET);
        assertThat(table.size()).isZero();
    }

    @Test
    void growsAndForgetsLikeAMap() {
        SplittableRandom random = new SplittableRandom(7);
        Map<Long, Identity> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long id = random.nextLong(20_000) << 32 | 5;
            if (random.nextInt(3) == 0) {
                table.remove(id);
                expected.remove(id);
            } else {
                table.put(id, plain(id));
                expected.put(id, plain(id));
            }
        }
        assertThat(table.size()).isEqualTo(expected.size());
        for (long low = 0; low < 20_000; low++) {
            long id = low << 32 | 5;
            assertThat(table.get(id)).isEqualTo(expected.getOrDefault(id, Identity.Unresolved.YET));
        }
    }

    @Test
    void readersNeverSeeAnotherGroupsIdentity() throws Exception {
        Thread writer = Thread.ofPlatform().start(() -> {
            for (long id = 0; id < 300_000; id++) {
                table.put(id, plain(id));
                table.remove(id - 1_000);
            }
        });
        while (writer.isAlive()) {
            for (long id = 0; id < 300_000; id += 97) {
                Identity seen = table.get(id);
                if (seen.known()) {
                    assertThat(seen.cgroup().id()).isEqualTo(id);
                }
            }
        }
        writer.join();
    }
}
