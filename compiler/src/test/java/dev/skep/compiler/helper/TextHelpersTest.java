package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings("UnusedMethod") // the kernel calls them
class TextHelpersTest {
    interface Input extends Struct {
        @Length(24)
        Bytes text();
    }

    static final class Numbers {
        long number;

        @Syscall
        int signed(Input in) {
            return read(in, false);
        }

        @Syscall
        int unsigned(Input in) {
            return read(in, true);
        }

        private int read(Input in, boolean unsigned) {
            Input copy = Memory.onStack(Input.class);
            for (int i = 0; i < 24; i++) copy.text().u8(i, in.text().u8(i));
            Counter result = Memory.onStack(Counter.class);
            int taken = unsigned
                    ? TextHelpers.strtoul(copy.text(), 10, result)
                    : TextHelpers.strtol(copy.text(), 10, result);
            number = result.value();
            return taken;
        }
    }

    private static Input input(String text) {
        Input input = Flyweight.of(Input.class).allocate();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) input.text().u8(i, bytes[i]);
        return input;
    }

    @Test
    void readNumbersOutOfText() {
        try (Loaded<Numbers> loaded = Kernel.load(new Numbers())) {
            assertThat(TestRuns.run(loaded, "signed", input("  -1234 and more")))
                    .isEqualTo(7);
            loaded.refresh();
            assertThat(loaded.program().number).isEqualTo(-1234);
            assertThat(TestRuns.run(loaded, "unsigned", input("18446744073709551615")))
                    .isEqualTo(20);
            loaded.refresh();
            assertThat(loaded.program().number).isEqualTo(-1L);
            assertThat(TestRuns.run(loaded, "signed", input("none"))).isEqualTo(-22);
            assertThat(TestRuns.run(loaded, "unsigned", input("-1"))).isEqualTo(-22);
            assertThat(TestRuns.run(loaded, "signed", input("99999999999999999999")))
                    .isEqualTo(-34);
        }
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {}

    static final class Texts {
        long value;
        long second;

        @Syscall
        void strncmp(Input in) {
            Bytes comm = Memory.onStack(16);
            comm.u8(0, 'a');
            comm.u8(1, 'b');
            value = TextHelpers.strncmp(comm, "ab");
            second = TextHelpers.strncmp(comm, "abc");
        }

        @Syscall
        void snprintf(Input in) {
            Bytes text = Memory.onStack(32);
            value = TextHelpers.snprintf(text, "n=%d %lx", in.text().u8(0), 255L);
            second = text.u64(0);
        }

        @Syscall
        void snprintfBtf(Input in) {
            Bytes text = Memory.onStack(128);
            value = TextHelpers.snprintfBtf(text, Helpers.getCurrentTaskBtf(Task.class));
            second = text.u64(0);
        }
    }

    private static Texts after(String helper) {
        Texts texts = new Texts();
        try (Loaded<Texts> loaded = Kernel.load(texts)) {
            assertThat(TestRuns.run(loaded, helper, input("7"))).isZero();
            loaded.refresh();
        }
        return texts;
    }

    @Test
    void compareAndFormatText() {
        Texts compared = after("strncmp");
        assertThat(compared.value).isZero();
        assertThat(compared.second).isNegative();
        Texts formatted = after("snprintf");
        assertThat(formatted.value).isEqualTo("n=55 ff".length() + 1);
        assertThat(text(formatted.second)).isEqualTo("n=55 ff");
        Texts struct = after("snprintfBtf");
        assertThat(struct.value).isGreaterThan(128);
        assertThat(text(struct.second)).isEqualTo("(struct ");
    }

    private static String text(long bytes) {
        ByteBuffer buffer =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes);
        return new String(buffer.array(), StandardCharsets.US_ASCII).replace("\0", "");
    }
}
