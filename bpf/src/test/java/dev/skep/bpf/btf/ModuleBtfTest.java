package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types that continue those of another blob, as the kernel gives those of its modules. */
final class ModuleBtfTest implements FuzzTarget {
    private static final BtfWriter WRITER = new BtfWriter();
    private static final byte[] BASE;
    private static final byte[] WHOLE;

    static {
        int integer = WRITER.addInt("int", 4, true);
        WRITER.addStruct("device", 8, List.of(BtfMember.at("shared_name", integer, 0)));
        WRITER.addTypedef("both", integer);
        BASE = WRITER.toBytes();
        int device = Btf.parse(BASE).find("device", BtfKind.STRUCT);
        int own = WRITER.addStruct("own_device", 16, List.of(BtfMember.at("parent", device, 0)));
        int prototype = WRITER.addFuncProto(integer, List.of(new BtfParameter("of", WRITER.addPointer(own))));
        WRITER.addFunc("own_function", prototype, BtfLinkage.STATIC);
        WRITER.addFunc("shared_name", prototype, BtfLinkage.STATIC);
        WRITER.addTypedef("both", own);
        WHOLE = WRITER.toBytes();
    }

    /** What the whole blob has and the base does not. */
    private static byte[] continuation() {
        BtfImage base = new BtfImage(BASE, "base");
        BtfImage whole = new BtfImage(WHOLE, "whole");
        byte[] types = whole.typeSection();
        byte[] strings = whole.stringSection();
        byte[] ownTypes = Arrays.copyOfRange(types, base.typeSection().length, types.length);
        byte[] ownStrings = Arrays.copyOfRange(strings, base.stringLength(), strings.length);
        return BtfWriter.blob(ownTypes, ownStrings);
    }

    private static BtfImage image() {
        return new BtfImage(continuation(), "module", true);
    }

    @Test
    void continuesTheIdsAndStringsOfItsBase() {
        Btf whole = Btf.parse(WHOLE);
        Btf joined = ModuleBtf.join("sample", Btf.parse(BASE), image()).types();
        assertThat(joined.typeCount()).isEqualTo(whole.typeCount());
        for (int id = 0; id < whole.typeCount(); id++) {
            assertThat(joined.kind(id)).isEqualTo(whole.kind(id));
            assertThat(joined.name(id)).isEqualTo(whole.name(id));
            assertThat(BtfPrinter.toC(joined, id)).isEqualTo(BtfPrinter.toC(whole, id));
        }
    }

    @Test
    void findsItsOwnTypesOnly() {
        Btf base = Btf.parse(BASE);
        ModuleBtf module = ModuleBtf.join("sample", base, image());
        assertThat(module.module()).isEqualTo("sample");
        assertThat(module.find("own_function", BtfKind.FUNC)).isGreaterThanOrEqualTo(base.typeCount());
        assertThat(module.find("shared_name", BtfKind.FUNC)).isGreaterThanOrEqualTo(base.typeCount());
        assertThat(module.find("both", BtfKind.TYPEDEF)).isGreaterThanOrEqualTo(base.typeCount());
        assertThat(module.find("device", BtfKind.STRUCT)).isNegative();
        assertThat(module.types().find("device", BtfKind.STRUCT)).isPositive();
    }

    @Test
    void isAskedBeforeItIsJoined() {
        Btf base = Btf.parse(BASE);
        assertThat(ModuleBtf.has(base, image(), "own_function", BtfKind.FUNC)).isTrue();
        assertThat(ModuleBtf.has(base, image(), "shared_name", BtfKind.FUNC)).isTrue();
        assertThat(ModuleBtf.has(base, image(), "own_device", BtfKind.STRUCT)).isTrue();
        assertThat(ModuleBtf.has(base, image(), "own_function", BtfKind.STRUCT)).isFalse();
        assertThat(ModuleBtf.has(base, image(), "device", BtfKind.STRUCT)).isFalse();
    }

    @Test
    @Tag("kernel")
    void everyModuleOfTheRunningKernelIsSound() {
        for (String name : ModuleBtf.modules()) {
            ModuleBtf module = ModuleBtf.of(name).orElseThrow();
            assertThat(module.types().typeCount()).isGreaterThan(Btf.vmlinux().typeCount());
            for (int id = Btf.vmlinux().typeCount(); id < module.types().typeCount(); id++) {
                assertThat(BtfPrinter.toC(module.types(), id))
                        .as("type %d of %s", id, name)
                        .isNotNull();
            }
        }
        assertThat(ModuleBtf.of("no_such_module")).isEmpty();
        assertThat(ModuleBtf.with("no_such_function", BtfKind.FUNC)).isEmpty();
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(continuation());
    }

    @Override
    public void read(byte[] input) {
        try {
            Btf base = Btf.parse(BASE);
            BtfImage more = new BtfImage(input, "module", true);
            boolean there = ModuleBtf.has(base, more, "own_function", BtfKind.FUNC);
            ModuleBtf module = ModuleBtf.join("sample", base, more);
            assertThat(module.find("own_function", BtfKind.FUNC) >= 0).isEqualTo(there);
            BtfWalk.doubtful(module.types(), 1);
        } catch (MalformedInputException expected) {
            assertThat(expected.offset()).isNotNegative();
        }
    }
}
