package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class BtfTest {
    /** More than are searched for before an index is made. */
    private static final int OFTEN = 100;

    private final BtfWriter writer = new BtfWriter();
    private final int integer = writer.addInt("int", 4, true);

    @Test
    void looksThroughAnonymousMembers() {
        int inner = writer.addStruct("", 8, List.of(BtfMember.at("a", integer, 0), BtfMember.at("b", integer, 4)));
        int union = writer.addUnion("", 8, List.of(BtfMember.at("", inner, 0), BtfMember.at("c", integer, 0)));
        int constant = writer.addConst(union);
        int outer =
                writer.addStruct("outer", 24, List.of(BtfMember.at("", constant, 16), BtfMember.at("d", integer, 0)));
        Btf btf = read();
        assertThat(btf.member(outer, "b")).isEqualTo(BtfMember.at("b", integer, 20));
        assertThat(btf.member(outer, "c")).isEqualTo(BtfMember.at("c", integer, 16));
        assertThat(btf.member(outer, "d")).isEqualTo(BtfMember.at("d", integer, 0));
        assertThat(btf.member(outer, "")).isNull();
        assertThat(btf.member(outer, "missing")).isNull();
        assertThat(btf.members(outer)).extracting(BtfMember::name).containsExactly("", "d");
    }

    @Test
    void findsTypesByNameAndKind() {
        int struct = writer.addStruct("thing", 0, List.of());
        int alias = writer.addTypedef("thing", struct);
        Btf btf = read();
        assertThat(btf.find("thing", BtfKind.STRUCT)).isEqualTo(struct);
        assertThat(btf.find("thing", BtfKind.TYPEDEF)).isEqualTo(alias);
        assertThat(btf.find("thin", BtfKind.STRUCT)).isEqualTo(-1);
        assertThat(btf.find("thing", BtfKind.UNION)).isEqualTo(-1);
        assertThat(btf.find("thing\0", BtfKind.STRUCT)).isEqualTo(-1);
    }

    @Test
    void findsTypesByTheBeginningOfTheirNames() {
        int first = writer.addStruct("thing", 0, List.of());
        writer.addTypedef("things", first);
        int second = writer.addStruct("thin", 0, List.of());
        writer.addStruct("thi", 0, List.of());
        int last = writer.addStruct("thinner", 0, List.of());
        Btf btf = read();
        assertThat(btf.beginning("thin", BtfKind.STRUCT)).containsExactly(first, second, last);
        assertThat(btf.beginning("", BtfKind.TYPEDEF)).containsExactly(first + 1);
        assertThat(btf.beginning("thin\0", BtfKind.STRUCT)).isEmpty();
        assertThat(btf.beginning("thinnerer", BtfKind.STRUCT)).isEmpty();
    }

    @Test
    void findsTheSameHoweverOftenItIsAsked() {
        writer.addStruct("", 0, List.of());
        int first = writer.addStruct("thing", 0, List.of());
        int second = writer.addStruct("thing", 0, List.of());
        int alias = writer.addTypedef("thing", first);
        Btf btf = read();
        for (int i = 0; i < OFTEN; i++) {
            assertThat(btf.find("thing", BtfKind.STRUCT)).isEqualTo(first);
            assertThat(btf.find("thing", BtfKind.STRUCT, first + 1)).isEqualTo(second);
            assertThat(btf.find("thing", BtfKind.STRUCT, second + 1)).isEqualTo(-1);
            assertThat(btf.find("thing", BtfKind.TYPEDEF)).isEqualTo(alias);
            assertThat(btf.find("thing", BtfKind.UNION)).isEqualTo(-1);
            assertThat(btf.find("", BtfKind.STRUCT)).isEqualTo(first - 1);
            assertThat(btf.find("missing", BtfKind.STRUCT)).isEqualTo(-1);
        }
    }

    @Test
    void voidIsTypeZero() {
        Btf btf = read();
        assertThat(btf.kind(0)).isEqualTo(BtfKind.VOID);
        assertThat(btf.name(0)).isEqualTo("void");
        assertThat(btf.sizeOf(0)).isZero();
        assertThat(btf.resolve(0)).isZero();
    }

    @Test
    void refusesQuestionsThatMakeNoSense() {
        int pointer = writer.addPointer(0);
        Btf btf = read();
        assertThatIllegalArgumentException().isThrownBy(() -> btf.kind(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> btf.name(btf.typeCount()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> btf.members(integer))
                .withMessageContaining("INT int");
        assertThatIllegalArgumentException().isThrownBy(() -> btf.target(integer));
        assertThatIllegalArgumentException().isThrownBy(() -> btf.elementType(0));
        assertThatIllegalArgumentException().isThrownBy(() -> btf.size(pointer));
        assertThatIllegalArgumentException().isThrownBy(() -> btf.linkage(0));
        assertThatThrownBy(() -> btf.enumValue("none", "NONE")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void understandsBitFieldsOfOldCompilers() {
        // Without the kind flag the integer's own encoding says where the bits are: here 3 bits from bit 5.
        int struct = writer.addStruct("old", 4, List.of(BtfMember.at("bits", integer, 0)));
        byte[] blob = writer.toBytes();
        int encoding = BtfImage.HEADER_BYTES + BtfImage.RECORD_BYTES;
        blob[encoding] = 3;
        blob[encoding + 2] = 5;
        BtfMember member = Objects.requireNonNull(Btf.parse(blob).member(struct, "bits"));
        assertThat(member.bitOffset()).isEqualTo(5);
        assertThat(member.bitFieldSize()).isEqualTo(3);
    }

    private Btf read() {
        return Btf.parse(writer.toBytes());
    }
}
