package dev.skep.compiler.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class StackMemoryTest {
    interface Inner extends Struct {
        short x();

        void x(short v);

        @Length(6)
        Bytes name();
    }

    interface Outer extends Struct {
        byte a();

        void a(byte v);

        long b();

        void b(long v);

        Inner inner();

        boolean flag();

        void flag(boolean v);

        char letter();

        void letter(char v);
    }

    static final class OnStack {
        @RawTracepoint("sys_enter")
        int zeroed(long unused) {
            Outer outer = Memory.onStack(Outer.class);
            Bytes bytes = Memory.onStack(21);
            long sum = outer.a() + outer.b() + outer.inner().x() + outer.letter() + (outer.flag() ? 1 : 0);
            for (int i = 0; i < outer.inner().name().length(); i++)
                sum |= outer.inner().name().u8(i);
            for (int i = 0; i < bytes.length(); i++) sum |= bytes.u8(i);
            return sum == 0 ? 1 : 0;
        }

        @RawTracepoint("sys_enter")
        int keepsEachField(long value) {
            Outer outer = Memory.onStack(Outer.class);
            Outer other = Memory.onStack(Outer.class);
            outer.a((byte) value);
            outer.b(value);
            outer.inner().x((short) value);
            outer.flag(value < 0);
            outer.letter((char) value);
            other.b(~value);
            int wrong = 0;
            if (outer.a() != (byte) value) wrong |= 1;
            if (outer.b() != value) wrong |= 2;
            if (outer.inner().x() != (short) value) wrong |= 4;
            if (outer.flag() != (value < 0)) wrong |= 8;
            if (outer.letter() != (char) value) wrong |= 16;
            if (other.b() != ~value || other.a() != 0) wrong |= 32;
            return wrong;
        }

        @RawTracepoint("sys_enter")
        int bytesAtKnownOffsets(long value) {
            Bytes bytes = Memory.onStack(32);
            bytes.u64(0, value);
            bytes.u32(9, (int) value);
            bytes.u16(14, (int) value);
            bytes.u8(17, (int) value);
            int wrong = 0;
            if (bytes.u64(0) != value) wrong |= 1;
            if (bytes.u32(9) != (int) value) wrong |= 2;
            if (bytes.u16(14) != ((int) value & 0xffff)) wrong |= 4;
            if (bytes.u8(17) != ((int) value & 0xff)) wrong |= 8;
            if (bytes.u8(3) != ((int) (value >>> 24) & 0xff)) wrong |= 16;
            if (bytes.u8(8) != 0 || bytes.u8(13) != 0 || bytes.u8(16) != 0) wrong |= 32;
            return wrong;
        }

        @RawTracepoint("sys_enter")
        int bytesAtComputedOffsets(long value, int at) {
            Bytes bytes = Memory.onStack(64);
            int offset = at & 31;
            bytes.u64(offset, value);
            int wrong = 0;
            if (bytes.u64(offset) != value) wrong |= 1;
            if (bytes.u32(offset + 4) != (int) (value >>> 32)) wrong |= 2;
            if (bytes.u16(offset + 1) != ((int) (value >>> 8) & 0xffff)) wrong |= 4;
            if (bytes.u8(offset + 7) != (int) (value >>> 56)) wrong |= 8;
            if (bytes.u8(offset + 8) != 0) wrong |= 16;
            bytes.u8(offset + 3, 0x77);
            bytes.u16(offset + 10, 0x1234);
            bytes.u32(offset + 12, -2);
            if (bytes.u8(offset + 3) != 0x77) wrong |= 32;
            if (bytes.u16(offset + 10) != 0x1234) wrong |= 64;
            if (bytes.u32(offset + 12) != -2) wrong |= 128;
            return wrong;
        }

        @RawTracepoint("sys_enter")
        int sliced(long value, int at) {
            Bytes bytes = Memory.onStack(64);
            bytes.u64(8, value);
            Bytes known = Memory.slice(bytes, 8, 8);
            if (known.u64(0) != value || known.length() != 8) return 1;
            Bytes computed = Memory.slice(bytes, at & 31, 16);
            computed.u32(4, 99);
            if (bytes.u32((at & 31) + 4) != 99) return 2;
            return Memory.slice(computed, 4, 4).u32(0) == 99 ? 0 : 3;
        }

        @RawTracepoint("sys_enter")
        int freshInEachRound(int rounds) {
            int sum = 0;
            for (int i = 0; i < (rounds & 15); i++) {
                Outer outer = Memory.onStack(Outer.class);
                sum += (int) outer.b();
                outer.b(1000 + i);
            }
            return sum;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 0x7f, 0x80, 0x8000, 0x1234_5678_9abc_def0L, Long.MIN_VALUE, Long.MAX_VALUE})
    void holdsNumbersOfAllWidths(long value) {
        try (Loaded<OnStack> loaded = Kernel.loadDetached(new OnStack())) {
            for (String program :
                    List.of("keepsEachField", "bytesAtKnownOffsets", "bytesAtComputedOffsets", "sliced")) {
                for (int at : new int[] {0, 1, 7, 30, 31}) {
                    assertThat(TestRuns.run(loaded, program, value, at))
                            .as("%s(%d, %d)", program, value, at)
                            .isZero();
                }
            }
        }
    }

    @Test
    void isZeroed() {
        try (Loaded<OnStack> loaded = Kernel.loadDetached(new OnStack())) {
            assertThat(TestRuns.run(loaded, "zeroed", 0)).isEqualTo(1);
            assertThat(TestRuns.run(loaded, "freshInEachRound", 9)).isZero();
        }
    }
}
