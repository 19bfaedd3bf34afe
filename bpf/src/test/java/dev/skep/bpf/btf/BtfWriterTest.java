package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BtfWriterTest {
    private final BtfWriter writer = new BtfWriter();
    private final int integer = writer.addInt("int", 4, true);

    @Test
    void writesNumbers() {
        int wide = writer.addInt("__u64", 8, false);
        int bool = writer.addBool("bool");
        int real = writer.addFloat("double", 8);
        Btf btf = read();
        assertThat(btf.kind(integer)).isEqualTo(BtfKind.INT);
        assertThat(btf.name(integer)).isEqualTo("int");
        assertThat(btf.size(integer)).isEqualTo(4);
        assertThat(btf.integerBits(integer)).isEqualTo(32);
        assertThat(btf.signed(integer)).isTrue();
        assertThat(btf.signed(wide)).isFalse();
        assertThat(btf.isBoolean(bool)).isTrue();
        assertThat(btf.isBoolean(integer)).isFalse();
        assertThat(btf.sizeOf(real)).isEqualTo(8);
    }

    @Test
    void writesTheNamesOfCsOwnTypes() {
        int wide = writer.addInt("long unsigned int", 8, false);
        int real = writer.addFloat("long double", 16);
        int restricted = writer.addRestrict(writer.addPointer(wide));
        Btf btf = read();
        assertThat(btf.name(wide)).isEqualTo("long unsigned int");
        assertThat(btf.name(real)).isEqualTo("long double");
        assertThat(btf.kind(restricted)).isEqualTo(BtfKind.RESTRICT);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.addInt("long  int", 8, true));
    }

    @Test
    void writesStructuresThatPointToThemselves() {
        int pointer = writer.nextId() + 1;
        int node =
                writer.addStruct("node", 16, List.of(BtfMember.at("n", integer, 0), BtfMember.at("next", pointer, 8)));
        assertThat(writer.addPointer(node)).isEqualTo(pointer);
        Btf btf = read();
        assertThat(btf.find("node", BtfKind.STRUCT)).isEqualTo(node);
        assertThat(btf.members(node)).containsExactly(BtfMember.at("n", integer, 0), BtfMember.at("next", pointer, 8));
        assertThat(btf.target(pointer)).isEqualTo(node);
        assertThat(btf.sizeOf(pointer)).isEqualTo(8);
        assertThat(btf.sizeOf(node)).isEqualTo(16);
    }

    @Test
    void writesBitFields() {
        BtfMember low = new BtfMember("low", integer, 0, 3);
        BtfMember high = new BtfMember("high", integer, 3, 7);
        int flags = writer.addUnion("flags", 4, List.of(low, high, BtfMember.at("all", integer, 0)));
        assertThat(read().members(flags)).containsExactly(low, high, BtfMember.at("all", integer, 0));
    }

    @Test
    void writesChainsOfModifiersAndArrays() {
        int row = writer.addArray(integer, integer, 3);
        int matrix = writer.addArray(writer.addConst(writer.addVolatile(row)), integer, 5);
        int alias = writer.addTypedef("matrix_t", writer.addTypeTag("user", matrix));
        Btf btf = read();
        assertThat(btf.sizeOf(alias)).isEqualTo(60);
        assertThat(btf.resolve(alias)).isEqualTo(matrix);
        assertThat(btf.elementCount(matrix)).isEqualTo(5);
        assertThat(btf.resolve(btf.target(matrix))).isEqualTo(row);
    }

    @Test
    void writesEnumerationsOfBothWidths() {
        List<BtfEnumerator> small = List.of(new BtfEnumerator("MINUS", -1), new BtfEnumerator("ONE", 1));
        List<BtfEnumerator> large =
                List.of(new BtfEnumerator("TOP", Long.MIN_VALUE), new BtfEnumerator("BIT", 1L << 40));
        int narrow = writer.addEnum("narrow", 4, true, small);
        int wide = writer.addEnum("wide", 8, false, large);
        writer.addEnum("", 4, false, List.of(new BtfEnumerator("LOOSE", 0xffffffffL)));
        Btf btf = read();
        assertThat(btf.enumerators(narrow)).isEqualTo(small);
        assertThat(btf.enumerators(wide)).isEqualTo(large);
        assertThat(btf.signed(narrow)).isTrue();
        assertThat(btf.enumValue("wide", "BIT")).isEqualTo(1L << 40);
        assertThat(btf.enumValue("", "LOOSE")).isEqualTo(0xffffffffL);
    }

    @Test
    void writesFunctions() {
        List<BtfParameter> parameters = List.of(new BtfParameter("ctx", writer.addPointer(0)), new BtfParameter("", 0));
        int prototype = writer.addFuncProto(integer, parameters);
        int function = writer.addFunc("enter", prototype, BtfLinkage.GLOBAL);
        Btf btf = read();
        assertThat(btf.target(function)).isEqualTo(prototype);
        assertThat(btf.linkage(function)).isEqualTo(BtfLinkage.GLOBAL);
        assertThat(btf.returnType(prototype)).isEqualTo(integer);
        assertThat(btf.parameters(prototype)).isEqualTo(parameters);
    }

    @Test
    void writesVariablesSectionsAndTags() {
        int variable = writer.addVar("count", integer, BtfLinkage.STATIC);
        List<BtfVariable> variables = List.of(new BtfVariable(variable, 8, 4));
        int section = writer.addDatasec(".data", 16, variables);
        int tag = writer.addDeclTag("kptr", variable, -1);
        int forward = writer.addForward("opaque", true);
        Btf btf = read();
        assertThat(btf.variables(section)).isEqualTo(variables);
        assertThat(btf.size(section)).isEqualTo(16);
        assertThat(btf.linkage(variable)).isEqualTo(BtfLinkage.STATIC);
        assertThat(btf.component(tag)).isEqualTo(-1);
        assertThat(btf.target(tag)).isEqualTo(variable);
        assertThat(btf.isForwardUnion(forward)).isTrue();
    }

    @Test
    void keepsEachStringOnce() {
        int first = writer.addString("OpenSnoop.java");
        byte[] before = writer.toBytes();
        assertThat(writer.addString("OpenSnoop.java")).isEqualTo(first);
        assertThat(writer.addString("")).isZero();
        assertThat(writer.toBytes()).isEqualTo(before);
    }

    @Test
    void refusesNamesThatTheKernelRefuses() {
        for (String name : List.of("", "a b", "lambda$1", "<init>", "1st", "ä", "a\0b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> writer.addTypedef(name, integer));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> writer.addString("a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.addInt("odd", 3, false));
    }

    private Btf read() {
        return Btf.parse(writer.toBytes());
    }
}
