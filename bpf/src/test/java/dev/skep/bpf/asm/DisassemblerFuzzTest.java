package dev.skep.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The instructions of programs of others. */
final class DisassemblerFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        long[] words = {
            Instructions.mov64Imm(0, 1),
            Instructions.loadImm64(1, PseudoSource.FUNCTION, 7),
            Instructions.loadImm64High(0),
            Instructions.load(AccessSize.WORD, 0, 1, 8),
            Instructions.call(HelperFunction.id("bpf_loop")),
            Instructions.exit()
        };
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) bytes.putLong(word);
        return List.of(bytes.array());
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        long[] words = new long[input.length / Long.BYTES];
        ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        assertThat(Disassembler.plain().lines(words)).doesNotContainNull();
    }
}
