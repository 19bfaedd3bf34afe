package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.VerifierException;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ProgramRecordsTest {

    @Test
    void encodesFunctionRecords() {
        assertThat(hex(FuncInfo.encode(List.of(new FuncInfo(0, 4), new FuncInfo(258, 5)))))
                .isEqualTo("00000000" + "04000000" + "02010000" + "05000000");
    }

    @Test
    void encodesLineRecords() {
        assertThat(hex(LineInfo.encode(List.of(new LineInfo(1, 2, 3, 4, 5)))))
                .isEqualTo("01000000" + "02000000" + "03000000" + "05100000");
        assertThat(hex(LineInfo.encode(List.of(new LineInfo(0, 0, 0, 1, 5_000)))))
                .endsWith("ff070000");
        assertThatIllegalArgumentException().isThrownBy(() -> new LineInfo(0, 0, 0, 1 << 22, 0));
    }

    @Test
    void readsLineRecordsBack() {
        LineInfo line = new LineInfo(7, 2, 3, (1 << 22) - 1, 1_023);
        assertThat(LineInfo.decode(new int[] {7, 2, 3, ((1 << 22) - 1) << 10 | 1_023}))
                .isEqualTo(line);
        assertThat(LineInfo.decode(new int[] {0, 0, 0, 1 << 10})).isEqualTo(new LineInfo(0, 0, 0, 1, 0));
        assertThat(hex(LineInfo.encode(List.of(line)))).endsWith("ffffffff");
        assertThatIllegalArgumentException().isThrownBy(() -> new LineInfo(0, 0, 0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineInfo(0, 0, 0, 1, -1));
        assertThat(new LineInfo(0, 0, 0, 0, 0).line()).isZero();
    }

    @Test
    void stringsOfRecordsAreFoundByTheirOffsets() {
        BtfWriter writer = new BtfWriter();
        int file = writer.addString("Sample.java");
        int text = writer.addString("return 0;");
        assertThat(writer.addString("Sample.java")).isEqualTo(file);
        Btf btf = Btf.parse(writer.toBytes());
        assertThat(btf.string(file)).isEqualTo("Sample.java");
        assertThat(btf.string(text)).isEqualTo("return 0;");
        assertThat(btf.string(text + 7)).isEqualTo("0;");
        assertThat(btf.string(0)).isEmpty();
        int behind = text + "return 0;".length() + 1;
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> btf.string(behind))
                .withMessageContaining("no string at " + behind);
        assertThatExceptionOfType(MalformedInputException.class).isThrownBy(() -> btf.string(-1));
    }

    @Test
    void namesAreThoseThatTheKernelTakes() {
        BtfWriter writer = new BtfWriter();
        int integer = writer.addInt("int", 4, true);
        for (String name : List.of("a", "z", "A", "Z", "_", "a0", "z9", "_Z")) {
            assertThat(Btf.parse(typedef(writer, name, integer)).find(name, BtfKind.TYPEDEF))
                    .as(name)
                    .isPositive();
        }
        for (String name : List.of("", "0", "9a", "a`", "a{", "A@", "A[", "a/", "a:", "a b", "\u00e4")) {
            assertThatIllegalArgumentException().as(name).isThrownBy(() -> writer.addTypedef(name, integer));
        }
    }

    private static byte[] typedef(BtfWriter writer, String name, int target) {
        writer.addTypedef(name, target);
        return writer.toBytes();
    }

    @Test
    @Tag("kernel")
    void makesTheVerifierNameTheSourceLine() {
        long[] bad = {Instructions.mov64(0, 9), Instructions.exit()};
        assertThatExceptionOfType(VerifierException.class)
                .isThrownBy(() -> Program.load(described(bad)).close())
                .satisfies(refusal -> assertThat(String.join("\n", refusal.log()))
                        // Where the line is, the verifier says since Linux 6.9.
                        .containsAnyOf("; return uninitialised; @ Sample.java:42", "; return uninitialised;\n"));
    }

    @Test
    @Tag("kernel")
    void isAcceptedByTheKernel() {
        long[] good = {Instructions.mov64Imm(0, 0), Instructions.exit()};
        try (Program program = Program.load(described(good))) {
            assertThat(program.id()).isPositive();
        }
    }

    /** A program whose BTF holds one type of each kind that the kernel takes from programs. */
    private static ProgramSpec described(long[] code) {
        BtfWriter btf = new BtfWriter();
        int integer = btf.addInt("int", 4, true);
        int bool = btf.addBool("bool");
        int array = btf.addArray(btf.addInt("char", 1, true), integer, 16);
        int struct = btf.addStruct(
                "event",
                24,
                List.of(BtfMember.at("pid", integer, 0), BtfMember.at("ok", bool, 4), BtfMember.at("comm", array, 8)));
        btf.addUnion("bits", 4, List.of(new BtfMember("low", integer, 0, 5), new BtfMember("all", integer, 0, 0)));
        btf.addEnum("colour", 4, true, List.of(new BtfEnumerator("RED", -1)));
        btf.addEnum("wide", 8, false, List.of(new BtfEnumerator("BIG", 1L << 40)));
        btf.addFloat("double", 8);
        btf.addForward("opaque", false);
        btf.addTypedef("event_t", btf.addConst(btf.addVolatile(struct)));
        btf.addPointer(btf.addTypeTag("user", struct));
        int variable = btf.addVar("count", integer, BtfLinkage.GLOBAL);
        btf.addDatasec(".data", 4, List.of(new BtfVariable(variable, 0, 4)));
        btf.addDeclTag("note", struct, 1);
        int context = btf.addPointer(0);
        int prototype = btf.addFuncProto(integer, List.of(new BtfParameter("ctx", context)));
        int function = btf.addFunc("sample", prototype, BtfLinkage.GLOBAL);
        LineInfo line = new LineInfo(0, btf.addString("Sample.java"), btf.addString("return uninitialised;"), 42, 1);
        return ProgramSpec.builder("sample", ProgramType.SOCKET_FILTER)
                .instructions(code)
                .btf(btf.toBytes())
                .functionInfo(FuncInfo.encode(List.of(new FuncInfo(0, function))))
                .lineInfo(LineInfo.encode(List.of(line)))
                .build();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
