package dev.skep.bpf.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlyweightTest {

    private final Flyweight<SampleStruct> flyweight = Flyweight.of(SampleStruct.class);
    private final SampleStruct view = flyweight.allocate();
    private final MemorySegment memory = Flyweight.segment(view);

    private byte[] bytes(int offset, int length) {
        return memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void keepsSignsOfSignedFields() {
        view.i8((byte) -2);
        view.i16((short) -3);
        view.i32(-4);
        view.i64(-5);
        view.i16be((short) -6);
        view.i32be(-7);
        view.i64be(-8);

        assertThat(List.of(view.i8(), view.i16(), view.i32(), view.i64(), view.i16be(), view.i32be(), view.i64be()))
                .hasToString("[-2, -3, -4, -5, -6, -7, -8]");
    }

    @Test
    void extendsUnsignedFieldsWithZeros() {
        view.kind(-1);
        view.u8(-1);
        view.u16(-1);
        view.c16('\uffff');
        view.u32(-1);
        view.u16be(0xfffe);
        view.u32be(0xffff_fffeL);

        assertThat(view.kind()).isEqualTo(255);
        assertThat(view.u8()).isEqualTo(255);
        assertThat(view.u16()).isEqualTo(65535);
        assertThat(view.c16()).isEqualTo('\uffff');
        assertThat(view.u32()).isEqualTo(0xffff_ffffL);
        assertThat(view.u16be()).isEqualTo(0xfffe);
        assertThat(view.u32be()).isEqualTo(0xffff_fffeL);
    }

    @Test
    void storesLowBitsOnlyAndLeavesNeighboursAlone() {
        view.u8(0x1ff);
        view.u16(0x1_2345);
        view.u32(0x1_2345_6789L);

        assertThat(bytes(0, 8)).containsExactly(0, 0, 0xff, 0, 0, 0, 0x45, 0x23);
        assertThat(bytes(16, 8)).containsExactly(0x89, 0x67, 0x45, 0x23, 0, 0, 0, 0);
    }

    @Test
    void convertsNetworkOrder() {
        view.i16be((short) 0x0102);
        view.u16be(0x0304);
        view.i32be(0x05060708);
        view.u32be(0xf1f2f3f4L);
        view.i64be(0x1112131415161718L);

        assertThat(bytes(32, 12)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0xf1, 0xf2, 0xf3, 0xf4);
        assertThat(bytes(48, 8)).containsExactly(0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18);
        assertThat(view.i64be()).isEqualTo(0x1112131415161718L);
    }

    @Test
    void readsEveryByteButZeroAsTrue() {
        assertThat(view.flag()).isFalse();
        memory.set(ValueLayout.JAVA_BYTE, 3, (byte) 2);
        assertThat(view.flag()).isTrue();
        view.flag(true);
        assertThat(bytes(3, 1)).containsExactly(1);
    }

    @Test
    void reachesElementsOfArraysWithinTheirBounds() {
        IntStream.range(0, 3).forEach(i -> view.slots(i, 10 + i));
        view.octets(3, 0x1ff);
        view.ports(1, 0x0102);

        assertThat(memory.asSlice(72, 24).toArray(ValueLayout.JAVA_LONG)).containsExactly(10, 11, 12);
        assertThat(view.octets(3)).isEqualTo(255);
        assertThat(bytes(102, 2)).containsExactly(1, 2);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.slots(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.slots(-1, 0));
    }

    @Test
    void addsAtomicallyFromManyThreads() {
        IntStream.range(0, 1000).parallel().forEach(i -> {
            SampleStruct own = flyweight.at(memory, 0);
            own.addI64(3);
            own.addI32(-2);
            own.addU32(1L << 31);
            own.addSlots(2, 1);
        });

        assertThat(view.i64()).isEqualTo(3000);
        assertThat(view.i32()).isEqualTo(-2000);
        assertThat(view.u32()).isZero();
        assertThat(view.slots(2)).isEqualTo(1000);
    }

    @Test
    void reachesEmbeddedStructsInPlace() {
        view.point().y(7);
        assertThat(memory.get(ValueLayout.JAVA_INT, 68)).isEqualTo(7);
        assertThat(view.point()).isSameAs(view.point());
    }

    @Test
    void runsDefaultMethods() {
        view.i64(40);
        view.i32(2);
        assertThat(view.sum()).isEqualTo(42);
    }

    @Test
    void movesWithItsEmbeddedViews() {
        MemorySegment two = MemorySegment.ofArray(new long[2 * 13]);
        SampleStruct moving = flyweight.at(two, 0);
        moving.name().string("a");
        moving.point().y(1);
        flyweight.move(moving, two, 104);
        moving.name().string("b");
        moving.point().y(2);

        assertThat(flyweight.at(two, 0)).hasToString(flyweight.copy(two, 0).toString());
        assertThat(flyweight.at(two, 0).name().string()).isEqualTo("a");
        assertThat(flyweight.at(two, 0).point().y()).isEqualTo(1);
        assertThat(flyweight.at(two, 104).name().string()).isEqualTo("b");
        assertThat(flyweight.at(two, 104).point().y()).isEqualTo(2);
    }

    @Test
    void worksAtUnalignedPlacesInNativeMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment odd = arena.allocate(128, 8).asSlice(3);
            SampleStruct unaligned = flyweight.at(odd, 0);
            unaligned.i64(-9);
            unaligned.i32be(5);
            assertThat(unaligned.i64()).isEqualTo(-9);
            assertThat(unaligned.i32be()).isEqualTo(5);
        }
    }

    @Test
    void refusesPlacesWhereTheStructDoesNotFit() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> flyweight.at(memory, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> flyweight.copy(memory, 1));
    }

    @Test
    void copiesToMemoryOfItsOwn() {
        view.i32(1);
        SampleStruct copy = flyweight.copy(memory, 0);
        view.i32(2);
        assertThat(copy.i32()).isEqualTo(1);
    }

    @Test
    void refusesStructsThatAreNoViews() {
        Counter foreign = new Counter() {
            @Override
            public long value() {
                return 0;
            }

            @Override
            public void value(long value) {}

            @Override
            public void add(long by) {}
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Flyweight.segment(foreign))
                .withMessageStartingWith("not a view of a Flyweight: ");
    }

    private interface Hidden extends Struct {
        int a();

        void a(int v);
    }

    @Test
    void worksForPrivateInterfaces() {
        Hidden hidden = Flyweight.of(Hidden.class).allocate();
        hidden.a(3);
        assertThat(hidden.a()).isEqualTo(3);
    }

    @Test
    void makesOneClassPerInterface() {
        assertThat(Flyweight.of(Counter.class)).isSameAs(Flyweight.of(Counter.class));
        assertThat(flyweight.allocate().getClass()).isSameAs(view.getClass());
    }
}
