package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BtfDecoderTest {
    private static final long SEED = 0xdec0de;

    private final BtfWriter writer = new BtfWriter();
    private final int u8 = writer.addInt("__u8", 1, false);
    private final int character = writer.addInt("char", 1, true);
    private final int s16 = writer.addInt("short", 2, true);
    private final int u32 = writer.addInt("__u32", 4, false);
    private final int s32 = writer.addInt("int", 4, true);
    private final int u64 = writer.addInt("__u64", 8, false);
    private final int bool = writer.addBool("_Bool");

    private BtfValue decode(int type, byte[] bytes) {
        return BtfDecoder.of(Btf.parse(writer.toBytes())).decode(type, bytes);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static BtfValue.Member member(String name, BtfValue value) {
        return new BtfValue.Member(name, value);
    }

    private static BtfValue number(long value) {
        return new BtfValue.Numeric(value, true);
    }

    private static BtfValue unsigned(long value) {
        return new BtfValue.Numeric(value, false);
    }

    @Test
    void integersHaveTheWidthAndSignOfTheirType() {
        assertThat(decode(u8, bytes(0xff))).isEqualTo(unsigned(255));
        assertThat(decode(s16, bytes(0xfe, 0xff))).isEqualTo(number(-2));
        assertThat(decode(u32, bytes(1, 0, 0, 0x80))).isEqualTo(unsigned(0x8000_0001L));
        assertThat(decode(s32, bytes(0xff, 0xff, 0xff, 0xff))).hasToString("-1");
        assertThat(decode(u64, bytes(255, 255, 255, 255, 255, 255, 255, 255))).hasToString("18446744073709551615");
    }

    @Test
    void aBooleanIsTrueWhateverBitIsSet() {
        assertThat(decode(bool, bytes(0))).isEqualTo(new BtfValue.Flag(false));
        assertThat(decode(bool, bytes(4))).isEqualTo(new BtfValue.Flag(true));
    }

    @Test
    void numbersOf128BitsAreHexadecimal() {
        int wide = writer.addInt("__int128", 16, false);
        byte[] bytes = new byte[16];
        bytes[0] = 7;
        assertThat(decode(wide, bytes)).hasToString("0x7");
        bytes[8] = 1;
        assertThat(decode(wide, bytes)).hasToString("0x10000000000000007");
    }

    @Test
    void charactersAreTextOnlyWhenPrintableAndTerminated() {
        int name = writer.addArray(character, u32, 4);
        assertThat(decode(name, bytes('c', 'a', 't', 0))).isEqualTo(new BtfValue.Text("cat"));
        assertThat(decode(name, bytes(0, 'x', 'y', 'z'))).isEqualTo(new BtfValue.Text(""));
        assertThat(decode(name, bytes('c', 'a', 't', 's')))
                .isEqualTo(new BtfValue.Sequence(List.of(number('c'), number('a'), number('t'), number('s'))));
        assertThat(decode(name, bytes('c', 27, 0, 0)))
                .isEqualTo(new BtfValue.Sequence(List.of(number('c'), number(27), number(0), number(0))));
        int notCharacters = writer.addArray(u8, u32, 2);
        assertThat(decode(notCharacters, bytes('c', 0)))
                .isEqualTo(new BtfValue.Sequence(List.of(unsigned('c'), unsigned(0))));
    }

    @Test
    void arraysNest() {
        int row = writer.addArray(s16, u32, 2);
        int matrix = writer.addArray(row, u32, 2);
        assertThat(decode(matrix, bytes(1, 0, 2, 0, 3, 0, 4, 0)))
                .isEqualTo(new BtfValue.Sequence(List.of(
                        new BtfValue.Sequence(List.of(number(1), number(2))),
                        new BtfValue.Sequence(List.of(number(3), number(4))))));
    }

    @Test
    void structuresHaveTheirMembersThroughTypedefsAndModifiers() {
        int inner = writer.addStruct("inner", 2, List.of(BtfMember.at("low", u8, 0), BtfMember.at("high", u8, 1)));
        int renamed = writer.addTypedef("inner_t", writer.addConst(writer.addVolatile(inner)));
        int outer = writer.addStruct(
                "outer", 16, List.of(BtfMember.at("inner", renamed, 0), BtfMember.at("next", writer.addPointer(0), 8)));
        byte[] bytes = new byte[16];
        bytes[0] = 1;
        bytes[1] = 2;
        bytes[8] = 0x10;
        assertThat(decode(outer, bytes))
                .isEqualTo(new BtfValue.Composite(
                        "outer",
                        List.of(
                                member(
                                        "inner",
                                        new BtfValue.Composite(
                                                "inner",
                                                List.of(member("low", unsigned(1)), member("high", unsigned(2))))),
                                member("next", new BtfValue.Pointer(0x10)))));
    }

    @Test
    void bitFieldsAreCutOutAndExtended() {
        int flags = writer.addStruct(
                "flags",
                8,
                List.of(
                        new BtfMember("first", u32, 0, 3),
                        new BtfMember("second", s32, 3, 5),
                        new BtfMember("across", u32, 8, 12),
                        new BtfMember("set", bool, 20, 1),
                        new BtfMember("late", u64, 25, 39)));
        long word = 5 | 0b10000L << 3 | 0xabcL << 8 | 1L << 20 | 0x5a_5a5a_5a5aL << 25;
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(word)
                .array();
        assertThat(decode(flags, bytes))
                .isEqualTo(new BtfValue.Composite(
                        "flags",
                        List.of(
                                member("first", unsigned(5)),
                                member("second", number(-16)),
                                member("across", unsigned(0xabc)),
                                member("set", new BtfValue.Flag(true)),
                                member("late", unsigned(0x5a_5a5a_5a5aL)))));
    }

    @Test
    void aBitFieldMayTouchNineBytes() {
        int type = writer.addStruct("nine", 16, List.of(new BtfMember("odd", u64, 7, 64)));
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0x80;
        bytes[8] = 0x40;
        assertThat(decode(type, bytes))
                .isEqualTo(new BtfValue.Composite("nine", List.of(member("odd", unsigned(1 | 0x40L << 57)))));
    }

    @Test
    void unionsShowEveryViewAndTheBytes() {
        int union = writer.addUnion("u", 4, List.of(BtfMember.at("number", u32, 0), BtfMember.at("byte", u8, 0)));
        assertThat(decode(union, bytes(1, 2, 0, 0)))
                .isEqualTo(new BtfValue.Overlay(
                        "u",
                        List.of(member("number", unsigned(0x201)), member("byte", unsigned(1))),
                        new BtfValue.Raw(List.of((byte) 1, (byte) 2, (byte) 0, (byte) 0))));
    }

    @Test
    void enumerationsAreNamesWhereTheyHaveOne() {
        List<BtfEnumerator> constants = List.of(new BtfEnumerator("OFF", 0), new BtfEnumerator("BROKEN", -1));
        int signed = writer.addEnum("state", 4, true, constants);
        int narrow = writer.addEnum("narrow", 1, false, constants);
        int wide = writer.addEnum("wide", 8, false, List.of(new BtfEnumerator("FAR", 1L << 40)));
        assertThat(decode(signed, bytes(255, 255, 255, 255))).isEqualTo(new BtfValue.Constant("BROKEN", -1));
        assertThat(decode(signed, bytes(9, 0, 0, 0))).isEqualTo(number(9));
        assertThat(decode(narrow, bytes(255))).isEqualTo(new BtfValue.Constant("BROKEN", 255));
        assertThat(decode(wide, bytes(0, 0, 0, 0, 0, 1, 0, 0))).isEqualTo(new BtfValue.Constant("FAR", 1L << 40));
    }

    @Test
    void floatingPointIsRead() {
        int real = writer.addFloat("double", 8);
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(2.5)
                .array();
        assertThat(decode(real, bytes)).isEqualTo(new BtfValue.Floating(2.5));
    }

    @Test
    void sectionsHaveTheirVariables() {
        int variable = writer.addVar("limit", u32, BtfLinkage.GLOBAL);
        int other = writer.addVar("on", bool, BtfLinkage.STATIC);
        int section =
                writer.addDatasec(".data", 5, List.of(new BtfVariable(variable, 0, 4), new BtfVariable(other, 4, 1)));
        assertThat(decode(section, bytes(7, 0, 0, 0, 1)))
                .isEqualTo(new BtfValue.Composite(
                        ".data", List.of(member("limit", unsigned(7)), member("on", new BtfValue.Flag(true)))));
    }

    @Test
    void bytesThatAreTooFewAreRefused() {
        int type = writer.addStruct("two", 8, List.of(BtfMember.at("a", u32, 0), BtfMember.at("b", u32, 4)));
        assertThatThrownBy(() -> decode(type, new byte[7]))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("value, offset 0: 8 bytes expected, 7 left");
    }

    @Test
    void typesWithoutValuesAreRefused() {
        int forward = writer.addForward("later", false);
        assertThatThrownBy(() -> decode(forward, new byte[8])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decode(0, new byte[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type 0 (VOID) has no values");
    }

    @Test
    void anEndlessStructureEnds() {
        int self = writer.nextId();
        writer.addStruct("self", 0, List.of(BtfMember.at("again", self, 0)));
        assertThatThrownBy(() -> decode(self, new byte[0])).isInstanceOf(MalformedInputException.class);
        int nothing = writer.addStruct("nothing", 0, List.of());
        int many = writer.addArray(nothing, u32, Integer.MAX_VALUE);
        assertThatThrownBy(() -> decode(many, new byte[0])).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void survivesShortAndDamagedTypes() {
        int name = writer.addArray(character, u32, 6);
        int flags =
                writer.addStruct("flags", 4, List.of(new BtfMember("a", u32, 0, 3), new BtfMember("b", s32, 3, 29)));
        int union = writer.addUnion("", 8, List.of(BtfMember.at("x", u64, 0), BtfMember.at("f", flags, 0)));
        int top = writer.addStruct(
                "top",
                32,
                List.of(
                        BtfMember.at("name", name, 0),
                        BtfMember.at("", union, 8),
                        BtfMember.at("rows", writer.addArray(writer.addArray(s16, u32, 2), u32, 3), 16),
                        BtfMember.at("on", bool, 28)));
        byte[] sound = writer.toBytes();
        for (int round = 0; round < 20_000; round++) {
            SplittableRandom random = new SplittableRandom(SEED + round);
            byte[] blob = sound.clone();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                blob[BtfImage.HEADER_BYTES + random.nextInt(blob.length - BtfImage.HEADER_BYTES)] ^=
                        (byte) (1 << random.nextInt(8));
            }
            byte[] value = new byte[random.nextInt(40)];
            random.nextBytes(value);
            try {
                BtfDecoder.of(Btf.parse(blob)).decode(1 + random.nextInt(top), value);
            } catch (MalformedInputException | IllegalArgumentException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("round " + round + ", value " + Arrays.toString(value), e);
            }
        }
        assertThat(BtfDecoder.of(Btf.parse(sound))
                        .decode(top, "hello\0".concat("x".repeat(26)).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(BtfValue.Composite.class);
    }
}
