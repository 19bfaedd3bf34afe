package dev.skep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordPrinterTest {
    private static final class Event {
        private final long number;
        private final byte[] text;

        Event(long number, byte[] text) {
            this.number = number;
            this.text = text;
        }

        Event(long number, String text) {
            this(number, text.getBytes(StandardCharsets.UTF_8));
        }

        long number() {
            return number;
        }

        byte[] text() {
            return text;
        }
    }

    private static final Column<Event> NUMBER =
            Column.left("number", 6, "", (event, out) -> out.number(event.number()));
    private static final Column<Event> RIGHT = Column.right("right", 5, "", (event, out) -> out.number(event.number()));
    private static final Column<Event> NAME =
            Column.left("name", 8, "", (event, out) -> out.text(event.text(), 0, event.text().length));
    private static final Column<Event> OCTAL =
            Column.left("octal", 0, "", (event, out) -> out.octal((int) event.number(), 8));
    private static final Column<Event> LIST = Column.left("list", 0, "", (event, out) -> {
        out.beginList();
        out.element(event.text(), 0, event.text().length, false);
        out.element(event.text(), 0, event.text().length, true);
        out.endList();
    });
    private static final Column<Event> SECONDS =
            Column.left("seconds", 0, "", (event, out) -> out.seconds(event.number()));
    private static final Column<Event> FLAG = Column.left("flag", 0, "", (event, out) -> out.flag(event.number() != 0));

    private static String print(OutputKind kind, boolean colour, List<Column<Event>> columns, Event... events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            RecordPrinter<Event> printer = new RecordPrinter<>(columns, kind, colour, out);
            printer.header();
            for (Event event : events) {
                printer.print(event, event.number() < 0);
            }
            printer.flush();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        String all = print(OutputKind.COLUMNS, false, List.of(NAME), new Event(1, bytes));
        return all.substring("NAME\n".length(), all.length() - 1);
    }

    private static String json(byte[] bytes) {
        String all = print(OutputKind.JSON, false, List.of(NAME), new Event(1, bytes));
        return all.substring("{\"name\":".length(), all.length() - 2);
    }

    @Test
    void columnsAreAlignedUnderTheirHeader() {
        assertThat(print(
                        OutputKind.COLUMNS,
                        false,
                        List.of(NUMBER, RIGHT, NAME, OCTAL),
                        new Event(7, "bash"),
                        new Event(1234567, "a longer name"),
                        new Event(-1, "")))
                .isEqualTo("""
                        NUMBER RIGHT NAME     OCTAL
                        7          7 bash     00000007
                        1234567 1234567 a longer name 04553207
                        -1        -1          37777777777
                        """);
    }

    @Test
    void failuresAreRedWhereColourIsWanted() {
        assertThat(print(OutputKind.COLUMNS, true, List.of(NUMBER, NAME), new Event(-1, "x"), new Event(1, "y")))
                .isEqualTo("NUMBER NAME\n\u001b[31m-1     x\u001b[0m\n1      y\n");
        assertThat(print(OutputKind.COLUMNS, false, List.of(NUMBER), new Event(-1, "x")))
                .doesNotContain("\u001b");
    }

    @Test
    void wideAndCombiningCharactersKeepTheColumns() {
        assertThat(print(
                        OutputKind.COLUMNS,
                        false,
                        List.of(NAME, NUMBER),
                        new Event(1, "日本"),
                        new Event(2, "e\u0301"),
                        new Event(3, "äö")))
                .isEqualTo("NAME     NUMBER\n日本     1\ne\u0301        2\näö       3\n");
    }

    @ParameterizedTest
    @CsvSource({
        "61 62, ab",
        "61 0a 62, a\\nb",
        "09 0d, \\t\\r",
        "1b 5b 33 31 6d, \\x1b[31m",
        "7f 00, \\x7f\\x00",
        "5c, \\\\",
        "22, \"",
        "c2 9b, \\u009b",
        "e2 80 ae, \\u202e",
        "f0 9d 85 b3, \\U0001d173",
        "ff 61, \\xffa",
        "c0 80, \\xc0\\x80",
        "ed a0 80, \\xed\\xa0\\x80",
        "f4 90 80 80, \\xf4\\x90\\x80\\x80",
        "e4 bd, \\xe4\\xbd",
        "e2 82 ac, €",
    })
    void whatATerminalCouldObeyIsQuoted(String hex, String expected) {
        assertThat(text(HexFormat.ofDelimiter(" ").parseHex(hex))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "61 62, ab",
        "61 0a 62, a\\nb",
        "1b, \\u001b",
        "00, \\u0000",
        "7f, \\u007f",
        "5c, \\\\",
        "22, \\\"",
        "c2 9b, \\u009b",
        "e2 80 ae, \\u202e",
        "f0 9d 85 b3, \\ud834\\udd73",
        "ff 61, \\ufffda",
        "e4 bd, \\ufffd\\ufffd",
        "e2 82 ac, €",
        "f0 9f 90 9d, 🐝",
    })
    void jsonIsAlwaysValid(String hex, String expected) {
        assertThat(json(HexFormat.ofDelimiter(" ").parseHex(hex))).isEqualTo("\"" + expected + "\"");
    }

    @Test
    void jsonHasOneObjectALine() {
        assertThat(print(
                        OutputKind.JSON,
                        true,
                        List.of(NUMBER, NAME, OCTAL, LIST, SECONDS, FLAG),
                        new Event(1, "a b"),
                        new Event(1_500_000_000, "\"")))
                .isEqualTo("""
                        {"number":1,"name":"a b","octal":1,"list":["a b","a b"],"seconds":0.000000001,"flag":true}
                        {"number":1500000000,"name":"\\"","octal":1500000000,"list":["\\"","\\""],"seconds":1.500000000,"flag":true}
                        """);
    }

    @Test
    void listsOfTextAreSeparatedByBlanks() {
        assertThat(print(OutputKind.COLUMNS, false, List.of(LIST), new Event(1, "a \"b")))
                .isEqualTo("LIST\na \"b \"a \\\"b\"\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0",
        "9",
        "10",
        "-1",
        "99",
        "100",
        "-100",
        "2147483647",
        "9223372036854775807",
        "-9223372036854775808",
        "1000000000000000000",
        "999999999999999999"
    })
    void numbersAreThoseOfJava(long number) {
        assertThat(print(OutputKind.COLUMNS, false, List.of(NUMBER), new Event(number, "")))
                .isEqualTo("NUMBER\n" + number + "\n");
    }

    @Test
    void aLongRunIsSentInBatches() {
        Event[] events = new Event[20_000];
        StringBuilder expected = new StringBuilder("NUMBER NAME\n");
        for (int i = 0; i < events.length; i++) {
            events[i] = new Event(i, "name");
            expected.append("%-6d name%n".formatted(i));
        }
        assertThat(print(OutputKind.COLUMNS, false, List.of(NUMBER, NAME), events))
                .isEqualTo(expected.toString());
    }

    @Test
    void columnsAreFoundByName() {
        ColumnSet<Event> columns = new ColumnSet<>(List.of(NUMBER, NAME));
        assertThat(columns.select(List.of("name", " NUMBER"))).containsExactly(NAME, NUMBER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns.select(List.of("nam")))
                .withMessage("unknown column 'nam': the columns are number,name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns.select(List.of("name", "name")))
                .withMessage("column 'name' is named twice");
    }
}
