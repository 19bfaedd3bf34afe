package dev.skep.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class InstructionsTest {

    /** The bytes are those that clang 19 (-target bpf -mcpu=v4) writes for the same assembly text. */
    @Test
    void encodesAsClangDoes() {
        assertThat(bytes(Instructions.mov64Imm(0, 1))).isEqualTo("b700000001000000");
        assertThat(bytes(Instructions.mov64(6, 1))).isEqualTo("bf16000000000000");
        assertThat(bytes(Instructions.mov32Imm(0, -1))).isEqualTo("b4000000ffffffff");
        assertThat(bytes(Instructions.movSigned64(4, 1, 8))).isEqualTo("bf14080000000000");
        assertThat(bytes(Instructions.signedAlu64(AluOperation.DIV, 3, 2))).isEqualTo("3f23010000000000");
        assertThat(bytes(Instructions.alu64Imm(AluOperation.AND, 1, -8))).isEqualTo("57010000f8ffffff");
        assertThat(bytes(Instructions.neg32(8))).isEqualTo("8408000000000000");
        assertThat(bytes(Instructions.byteSwap(0, 16))).isEqualTo("d700000010000000");
        assertThat(bytes(Instructions.toBigEndian(1, 32))).isEqualTo("dc01000020000000");
        assertThat(bytes(Instructions.load(AccessSize.DOUBLE, 1, 6, 16))).isEqualTo("7961100000000000");
        assertThat(bytes(Instructions.loadSigned(AccessSize.HALF, 0, 6, 32))).isEqualTo("8960200000000000");
        assertThat(bytes(Instructions.store(AccessSize.BYTE, 10, -1, 8))).isEqualTo("738affff00000000");
        assertThat(bytes(Instructions.storeImm(AccessSize.DOUBLE, 6, 72, -2))).isEqualTo("7a064800feffffff");
        assertThat(bytes(Instructions.atomic(AccessSize.DOUBLE, AtomicOperation.FETCH_ADD, 6, 16, 1)))
                .isEqualTo("db16100001000000");
        assertThat(bytes(Instructions.jump64Imm(Condition.SLT, 8, -4, 1))).isEqualTo("c5080100fcffffff");
        assertThat(bytes(Instructions.jump32(Condition.SGT, 8, 3, 1))).isEqualTo("6e38010000000000");
        assertThat(bytes(Instructions.jumpLong(70_000))).isEqualTo("0600000070110100");
        assertThat(bytes(Instructions.call(14))).isEqualTo("850000000e000000");
        assertThat(bytes(Instructions.loadImm64(1, PseudoSource.MAP_FD, 3))).isEqualTo("1811000003000000");
        assertThat(bytes(Instructions.exit())).isEqualTo("9500000000000000");
    }

    @Test
    void takesWordsApartAgain() {
        long word = InstructionWord.encode(0x7b, 10, 8, -512, -7);
        assertThat(InstructionWord.opcode(word)).isEqualTo(0x7b);
        assertThat(InstructionWord.instructionClass(word)).isEqualTo(Opcode.STX);
        assertThat(InstructionWord.destination(word)).isEqualTo(10);
        assertThat(InstructionWord.source(word)).isEqualTo(8);
        assertThat(InstructionWord.offset(word)).isEqualTo(-512);
        assertThat(InstructionWord.immediate(word)).isEqualTo(-7);
    }

    @Test
    void patchesOneFieldAndLeavesTheOthers() {
        long word = InstructionWord.encode(0xd5, 3, 0, -1, -1);
        assertThat(InstructionWord.withOffset(word, 12)).isEqualTo(InstructionWord.encode(0xd5, 3, 0, 12, -1));
        assertThat(InstructionWord.withImmediate(word, 99)).isEqualTo(InstructionWord.encode(0xd5, 3, 0, -1, 99));
        assertThatIllegalArgumentException().isThrownBy(() -> InstructionWord.withOffset(word, 32_768));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> Instructions.mov64(16, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Instructions.jump(-32_769));
        assertThatIllegalArgumentException().isThrownBy(() -> Instructions.movSigned32(0, 0, 32));
        assertThatIllegalArgumentException().isThrownBy(() -> Instructions.byteSwap(0, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> Instructions.signedAlu64(AluOperation.ADD, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Instructions.loadSigned(AccessSize.DOUBLE, 0, 1, 0));
    }

    private static String bytes(long word) {
        ByteBuffer buffer =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(word);
        return HexFormat.of().formatHex(buffer.array());
    }
}
