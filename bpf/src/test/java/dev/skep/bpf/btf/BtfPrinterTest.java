package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BtfPrinterTest {
    private final BtfWriter writer = new BtfWriter();
    private final int integer = writer.addInt("int", 4, true);

    @Test
    void printsStructuresWithOffsets() {
        int text = writer.addArray(writer.addInt("char", 1, true), integer, 16);
        int union =
                writer.addUnion("", 4, List.of(new BtfMember("low", integer, 0, 3), BtfMember.at("all", integer, 0)));
        int event = writer.addStruct("event", 28, List.of(BtfMember.at("comm", text, 0), BtfMember.at("", union, 16)));
        assertThat(print(event)).isEqualTo("""
                        struct event {
                            char comm[16]; // 0
                            union {
                                int low : 3; // 16
                                int all; // 16
                            }; // 16
                        };""");
    }

    @Test
    void printsDeclarationsFromTheInsideOut() {
        int text = writer.addPointer(writer.addConst(writer.addInt("char", 1, true)));
        int prototype =
                writer.addFuncProto(integer, List.of(new BtfParameter("format", text), new BtfParameter("", 0)));
        int callback = writer.addTypedef("printer_t", writer.addPointer(prototype));
        int table =
                writer.addVar("table", writer.addArray(writer.addPointer(prototype), integer, 4), BtfLinkage.GLOBAL);
        int function = writer.addFunc("printk", prototype, BtfLinkage.STATIC);
        assertThat(print(callback)).isEqualTo("typedef int (*printer_t)(char const *format, ...);");
        assertThat(print(table)).isEqualTo("int (*table[4])(char const *format, ...);");
        assertThat(print(function)).isEqualTo("int printk(char const *format, ...);");
    }

    @Test
    void printsEnumerations() {
        int colour = writer.addEnum("colour", 4, true, List.of(new BtfEnumerator("RED", -1)));
        assertThat(print(colour)).isEqualTo("enum colour {\n    RED = -1,\n};");
    }

    @Test
    void printsWhatIsDeclaredOnly() {
        int union = writer.addForward("later", true);
        int struct = writer.addForward("opaque", false);
        int none = writer.addFunc("run", writer.addFuncProto(integer, List.of()), BtfLinkage.GLOBAL);
        assertThat(print(writer.addPointer(union))).isEqualTo("union later *;");
        assertThat(print(writer.addVar("it", writer.addPointer(struct), BtfLinkage.STATIC)))
                .isEqualTo("struct opaque *it;");
        assertThat(print(none)).isEqualTo("int run(void);");
        assertThat(print(writer.addUnion("", 0, List.of()))).isEqualTo("union {\n};");
    }

    @Test
    void printsSectionsWithTheirVariables() {
        int one = writer.addVar("one", integer, BtfLinkage.GLOBAL);
        int two = writer.addVar("two", integer, BtfLinkage.STATIC);
        int section = writer.addDatasec(".bss", 8, List.of(new BtfVariable(one, 0, 4), new BtfVariable(two, 4, 4)));
        assertThat(print(section)).isEqualTo(".bss:\nint one; // 0\nint two; // 4\n");
    }

    private String print(int id) {
        return BtfPrinter.toC(Btf.parse(writer.toBytes()), id);
    }
}
