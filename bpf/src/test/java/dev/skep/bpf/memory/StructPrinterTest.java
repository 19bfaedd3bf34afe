package dev.skep.bpf.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StructPrinterTest {

    private final SampleStruct view = Flyweight.of(SampleStruct.class).allocate();

    @Test
    void printsFieldsByTheirTypes() {
        view.i8((byte) -1);
        view.u8(255);
        view.flag(true);
        view.u32(0xffff_ffffL);
        view.i64(Long.MIN_VALUE);
        view.i32be(1);
        view.u16be(65535);
        view.name().string("bash");
        view.point().x((short) -3);
        view.slots(1, 2);
        view.ports(0, 80);

        assertThat(view)
                .hasToString("{kind=0, i8=-1, u8=255, flag=true, i16=0, u16=0, c16=0, i32=0, u32=4294967295, "
                        + "i64=-9223372036854775808, i16be=0, u16be=65535, i32be=1, u32be=0, i64be=0, name=\"bash\", "
                        + "point={x=-3, y=0}, slots=[0, 2, 0], octets=[0, 0, 0, 0], ports=[80, 0]}");
    }

    interface One extends Struct {
        @Length(1)
        int a(int i);
    }

    @Test
    void printsAnArrayOfOneAsArray() {
        assertThat(Flyweight.of(One.class).allocate()).hasToString("{a=[0]}");
    }

    interface Line extends Struct {
        @Length(64)
        Bytes text();
    }

    private String text(String text) {
        Line line = Flyweight.of(Line.class).allocate();
        line.text().string(text);
        assertThat(line.text()).hasToString("\"" + StructPrinter.text(line.text()) + "\"");
        return StructPrinter.text(line.text());
    }

    @Test
    void escapesWhatATerminalWouldObey() {
        assertThat(text("a\u001b[31mb\n\t\r\"\\\u007f")).isEqualTo("a\\x1b[31mb\\n\\t\\r\\\"\\\\\\x7f");
        assertThat(text("\u0085\u202e\u2028")).isEqualTo("\\u0085\\u202e\\u2028");
        assertThat(text("grüße, 世界 😀")).isEqualTo("grüße, 世界 😀");
        assertThat(StructPrinter.escape("a\nb")).isEqualTo("a\\nb");
    }

    @Test
    void escapesMalformedText() {
        view.name().copyFrom(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', 0}, 0, 5);
        assertThat(StructPrinter.text(view.name())).isEqualTo("a\\xff\\xc3b");
        view.name().copyFrom(new byte[] {'a', 'b', 'c', 'd', (byte) 0xe2}, 0, 5);
        assertThat(StructPrinter.text(view.name())).isEqualTo("abcd\\xe2");
    }

    @Test
    void printsBytesAsDigitsWhenTextWouldHideThem() {
        view.name().copyFrom(new byte[] {0, 0, 0, 0, 1}, 0, 5);
        assertThat(view.name()).hasToString("0000000001");
        view.name().copyFrom("ab\0cd".getBytes(StandardCharsets.UTF_8), 0, 5);
        assertThat(view.name()).hasToString("\"ab\"");
    }
}
