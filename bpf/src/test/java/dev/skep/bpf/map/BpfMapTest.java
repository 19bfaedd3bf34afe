package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.DetachedMount;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class BpfMapTest {

    @Test
    void describesItselfBeforeItExists() {
        try (var map = HashMap.of(Integer.class, Pair.class, 10)) {
            assertThat(map.type()).isEqualTo(MapType.HASH);
            assertThat(map.keySize()).isEqualTo(4);
            assertThat(map.valueSize()).isEqualTo(16);
            assertThat(map.maxEntries()).isEqualTo(10);
            assertThat(map.keyType()).isEqualTo(Integer.class);
            assertThat(map.valueType()).isEqualTo(Pair.class);
            assertThat(map.created()).isFalse();
            assertThat(map).hasToString("HASH map");
            assertThatIllegalStateException().isThrownBy(map::fd).withMessage("HASH map has not been created");
            assertThatIllegalStateException().isThrownBy(() -> map.get(1));
        }
    }

    @Test
    void isCreatedOnce() {
        try (var map = HashMap.of(Integer.class, Pair.class, 10)) {
            map.create();
            int fd = map.fd();
            int id = map.id();
            map.create();
            assertThat(map.fd()).isEqualTo(fd);
            assertThat(map.id()).isEqualTo(id);
            assertThat(map.created()).isTrue();
        }
    }

    @Test
    void tellsTheKernelItsName() {
        try (var map = LpmTrie.of(LpmTrieTest.Network.class, Pair.class, 10)) {
            map.name("aVeryLong-NameOfAMap");
            map.create();
            MapInfo info = map.info();
            assertThat(info.type()).isEqualTo(11);
            assertThat(info.keySize()).isEqualTo(8);
            assertThat(info.valueSize()).isEqualTo(16);
            assertThat(info.maxEntries()).isEqualTo(10);
            assertThat(info.flags()).isEqualTo(MapFlags.NO_PREALLOC);
            assertThat(info.name()).isEqualTo("aVeryLong_NameO");
            assertThat(info.btfId()).isPositive();
            assertThat(map).hasToString("map aVeryLong-NameOfAMap");
            assertThatIllegalStateException().isThrownBy(() -> map.name("other"));
        }
    }

    @Test
    void isGoneAfterClose() {
        var map = HashMap.of(Integer.class, Pair.class, 10);
        map.create();
        map.close();
        map.close();
        assertThat(map.created()).isFalse();
        assertThatIllegalStateException().isThrownBy(map::create);
        assertThatIllegalStateException().isThrownBy(() -> map.get(1));
    }

    @Test
    void refusesWritesWhenFrozen() {
        try (var map = ArrayMap.of(Pair.class, 1)) {
            map.create();
            map.freeze();
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> map.set(0, Pair.of(1, 2)))
                    .satisfies(e -> assertThat(e.is(Errno.EPERM)).isTrue());
            assertThat(map.get(0)).hasToString("{left=0, right=0}");
        }
    }

    @Test
    void namesWhatTheKernelRefuses() {
        try (var map = ArrayMap.of(Pair.class, Integer.MAX_VALUE)) {
            map.name("huge");
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(map::create)
                    .withMessageStartingWith("bpf(BPF_MAP_CREATE) map huge: E");
        }
    }

    @Test
    void outlivesItsObjectWhenPinned() {
        try (var bpffs = DetachedMount.of("bpf")) {
            Path pin = Path.of(bpffs.path(), "pairs");
            try (var map = HashMap.of(Integer.class, Pair.class, 10)) {
                map.create();
                map.put(1, Pair.of(2, 3));
                map.pin(pin);
            }
            try (var map = HashMap.of(Integer.class, Pair.class, 10);
                    var other = HashMap.of(Long.class, Pair.class, 10)) {
                map.open(pin);
                assertThat(map.get(1)).hasToString("{left=2, right=3}");
                assertThatIllegalStateException().isThrownBy(() -> map.open(pin));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> other.open(pin))
                        .withMessageContaining("differs: expected type 1, key 8, value 16, entries 10, found ");
                assertThat(other.created()).isFalse();
            }
        }
    }

    @Test
    void isFoundById() {
        try (var map = HashMap.of(Integer.class, Pair.class, 10);
                var same = HashMap.of(Integer.class, Pair.class, 10);
                var other = HashMap.of(Integer.class, Pair.class, 11)) {
            map.create();
            map.put(1, Pair.of(2, 3));
            same.open(map.id());
            assertThat(same.get(1)).hasToString("{left=2, right=3}");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.open(map.id()))
                    .withMessageStartingWith(
                            "map " + map.id() + " differs: expected type 1, key 4, value 16, entries 11");
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> other.open(Integer.MAX_VALUE))
                    .satisfies(absent -> assertThat(absent.is(Errno.ENOENT)).isTrue());
        }
    }

    @Test
    void sharesItsMemoryWhenPinned() {
        try (var bpffs = DetachedMount.of("bpf");
                var data = GlobalData.variables(8);
                var same = GlobalData.variables(8);
                var ring = RingBuffer.of(RingRecord.class, 4096);
                var sameRing = RingBuffer.of(RingRecord.class, 4096)) {
            Path dataPin = Path.of(bpffs.path(), "data");
            data.create();
            data.pin(dataPin);
            same.open(dataPin);
            same.memory().set(ValueLayout.JAVA_LONG, 0, 7);
            assertThat(data.memory().get(ValueLayout.JAVA_LONG, 0)).isEqualTo(7);

            Path ringPin = Path.of(bpffs.path(), "ring");
            ring.create();
            ring.pin(ringPin);
            sameRing.open(ringPin);
            try (var producer = RingProducer.reserving(ring);
                    var reader = sameRing.reader()) {
                producer.produce(1, 5);
                assertThat(reader.drain(
                                (record, length) -> assertThat(record.number()).isEqualTo(5)))
                        .isOne();
            }
        }
    }

    @Test
    void namesThePathThatIsMissing() {
        try (var map = HashMap.of(Integer.class, Pair.class, 10)) {
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> map.open(Path.of("/no/such/pin")))
                    .withMessageStartingWith("bpf(BPF_OBJ_GET) /no/such/pin: ENOENT");
        }
    }
}
