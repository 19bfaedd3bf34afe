package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class BtfFuzzTest implements FuzzTarget {
    private static final long SEED = 0x5eb9f;

    @Override
    public List<byte[]> seeds() {
        return List.of(sample());
    }

    @Override
    public void read(byte[] input) {
        read(input, 1);
    }

    private static void read(byte[] blob, int step) {
        try {
            BtfWalk.doubtful(Btf.parse(blob), step);
        } catch (MalformedInputException expected) {
            assertThat(expected.offset()).isNotNegative();
        }
    }

    @Test
    @Tag("kernel")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void survivesDamagedKernelTypes() {
        byte[] sound = VmlinuxBtf.bytes();
        for (int round = 0; round < 12; round++) {
            SplittableRandom random = new SplittableRandom(SEED + round);
            byte[] damaged = sound.clone();
            for (int flips = 20_000; flips > 0; flips--) {
                damaged[BtfImage.HEADER_BYTES + random.nextInt(damaged.length - BtfImage.HEADER_BYTES)] ^=
                        (byte) (1 << random.nextInt(8));
            }
            read(damaged, 7);
        }
    }

    private static byte[] sample() {
        BtfWriter writer = new BtfWriter();
        int integer = writer.addInt("int", 4, true);
        int array = writer.addArray(integer, integer, 4);
        int inner = writer.addStruct("", 20, List.of(BtfMember.at("a", integer, 0), BtfMember.at("b", array, 4)));
        int union = writer.addUnion("", 20, List.of(BtfMember.at("", inner, 0), new BtfMember("bits", integer, 3, 5)));
        int outer = writer.addStruct("outer", 24, List.of(BtfMember.at("", union, 4), BtfMember.at("n", integer, 0)));
        int pointer = writer.addPointer(writer.addConst(writer.addVolatile(outer)));
        writer.addTypedef("outer_t", pointer);
        writer.addEnum("colour", 4, true, List.of(new BtfEnumerator("RED", -1), new BtfEnumerator("BLUE", 2)));
        writer.addEnum("wide", 8, false, List.of(new BtfEnumerator("BIG", 1L << 40)));
        int prototype = writer.addFuncProto(integer, List.of(new BtfParameter("ctx", pointer)));
        writer.addDeclTag("note", writer.addFunc("run", prototype, BtfLinkage.GLOBAL), 0);
        int variable = writer.addVar("count", integer, BtfLinkage.STATIC);
        writer.addDatasec(".data", 4, List.of(new BtfVariable(variable, 0, 4)));
        writer.addForward("opaque", true);
        writer.addFloat("double", 8);
        writer.addTypeTag("user", pointer);
        return writer.toBytes();
    }
}
