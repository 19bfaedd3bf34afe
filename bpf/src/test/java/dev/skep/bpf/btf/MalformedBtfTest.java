package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.MalformedInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class MalformedBtfTest {
    private final BtfWriter writer = new BtfWriter();
    private final int integer = writer.addInt("int", 4, true);

    @Test
    void saysWhatIsWrongWithTheHeader() {
        byte[] blob = writer.toBytes();
        malformed("offset 0: a header of 24 bytes expected, 0 found", () -> Btf.parse(new byte[0]));
        malformed("magic number eb9f expected, 0 found", () -> Btf.parse(new byte[24]));
        malformed("version 1 expected, 9 found", () -> Btf.parse(with(blob, 2, 9)));
        malformed("header length 8 is too small", () -> Btf.parse(with(blob, 4, 8)));
        malformed("type section at 24 of 16777232 bytes exceeds", () -> Btf.parse(with(blob, 15, 1)));
        malformed("string section", () -> Btf.parse(with(blob, 19, -1)));
        malformed("must end with a zero", () -> Btf.parse(with(blob, blob.length - 1, 'x')));
    }

    @Test
    void saysWhichTypeIsCutOffOrUnknown() {
        byte[] blob = writer.toBytes();
        malformed("type 1 is cut off", () -> Btf.parse(with(blob, 12, 12)));
        malformed("offset 24: type 1 has unknown kind 31", () -> Btf.parse(with(blob, 31, 31)));
    }

    @Test
    void checksReferencesWhenTheyAreFollowed() {
        int pointer = writer.addPointer(99);
        byte[] blob = writer.toBytes();
        malformed("type 99 does not exist", () -> Btf.parse(blob).target(pointer));
        malformed(
                "is beyond 5 bytes of strings",
                () -> Btf.parse(with(blob, 27, 1)).name(integer));
    }

    @Test
    void doesNotFollowCirclesForEver() {
        int alias = writer.addTypedef("loop", writer.nextId());
        int array = writer.addArray(writer.nextId(), integer, 1);
        int nest = writer.addStruct("nest", 4, List.of(BtfMember.at("", writer.nextId(), 0)));
        int prototype = writer.nextId() + 1;
        writer.addPointer(prototype);
        writer.addFuncProto(prototype, List.of(new BtfParameter("a", prototype), new BtfParameter("b", prototype - 1)));
        Btf btf = Btf.parse(writer.toBytes());
        malformed("refers to itself", () -> btf.resolve(alias));
        malformed("refers to itself", () -> btf.sizeOf(alias));
        malformed("endless or too large", () -> btf.sizeOf(array));
        malformed("nest without end", () -> btf.member(nest, "x"));
        assertThat(BtfPrinter.toC(btf, nest)).contains("struct nest");
        assertThat(BtfPrinter.toC(btf, prototype)).contains("...");
    }

    @Test
    void doesNotWalkAnExponentialTree() {
        List<Integer> levels = new ArrayList<>(List.of(writer.addStruct("", 4, List.of())));
        for (int depth = 1; depth < 30; depth++) {
            BtfMember again = BtfMember.at("", levels.getLast(), 0);
            levels.add(writer.addStruct("", 4, List.of(again, again, again, again)));
        }
        Btf btf = Btf.parse(writer.toBytes());
        malformed("nest without end", () -> btf.member(levels.getLast(), "x"));
        assertThat(BtfPrinter.toC(btf, levels.getLast()).length()).isLessThan(20_000_000);
    }

    private static byte[] with(byte[] blob, int at, int value) {
        byte[] changed = Arrays.copyOf(blob, blob.length);
        changed[at] = (byte) value;
        return changed;
    }

    private static void malformed(String message, ThrowingCallable reading) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(reading)
                .withMessageContaining(message);
    }
}
