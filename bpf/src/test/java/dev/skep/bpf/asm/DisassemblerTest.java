package dev.skep.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DisassemblerTest {

    @Test
    void printsEachInstructionOnceWithItsIndex() {
        long[] code = {
            Instructions.mov64(6, 1),
            Instructions.loadImm64(1, PseudoSource.NONE, -1),
            Instructions.loadImm64High(0x1234),
            Instructions.call(14),
            Instructions.jump64Imm(Condition.NE, 0, 0, 1),
            Instructions.mov32Imm(0, 0),
            Instructions.exit(),
        };
        assertThat(Disassembler.plain().lines(code))
                .containsExactly(
                        "0: (bf) r6 = r1",
                        "1: (18) r1 = 0x1234ffffffff",
                        "3: (85) call bpf_get_current_pid_tgid#14",
                        "4: (55) if r0 != 0x0 goto pc+1",
                        "5: (b4) w0 = 0",
                        "6: (95) exit");
    }

    @Test
    void printsReferencesAsNumbers() {
        assertThat(text(Instructions.loadImm64(1, PseudoSource.MAP_FD, 5), 0)).isEqualTo("r1 = map[fd:5]");
        assertThat(text(Instructions.loadImm64(1, PseudoSource.MAP_VALUE, 5), 16))
                .isEqualTo("r1 = map[fd:5][0]+16");
        assertThat(text(Instructions.loadImm64(2, PseudoSource.BTF_ID, 77), 0)).isEqualTo("r2 = btf_id:77");
        assertThat(text(Instructions.loadImm64(2, PseudoSource.FUNCTION, -3), 0))
                .isEqualTo("r2 = subprog[-3]");
        assertThat(text(Instructions.callKernelFunction(99), 0)).isEqualTo("call btf_id:99#99");
        assertThat(text(Instructions.callSubprogram(8), 0)).isEqualTo("call pc+8");
    }

    @Test
    void asksForNames() {
        Disassembler named = Disassembler.with(new Disassembler.Symbols() {
            @Override
            public String map(int index, int immediate) {
                return "map[events]";
            }

            @Override
            public String kernelObject(int btfId) {
                return "bpf_iter_num_new";
            }
        });
        long[] load = {Instructions.loadImm64(1, PseudoSource.MAP_FD, 0), Instructions.loadImm64High(0)};
        assertThat(named.text(load, 0)).isEqualTo("r1 = map[events]");
        long[] call = {Instructions.callKernelFunction(99)};
        assertThat(named.text(call, 0)).isEqualTo("call bpf_iter_num_new#99");
    }

    @Test
    void printsEveryWordWhateverItHolds() {
        SplittableRandom random = new SplittableRandom(20_260_101);
        for (int opcode = 0; opcode < 256; opcode++) {
            for (int round = 0; round < 50; round++) {
                long word = (random.nextLong() & ~0xffL) | opcode;
                assertThat(Disassembler.plain().text(new long[] {word, random.nextLong()}, 0))
                        .isNotEmpty();
            }
        }
        assertThat(Disassembler.plain().text(new long[] {0xff}, 0)).isEqualTo("BUG_ff");
        assertThat(Disassembler.plain().lines(new long[] {Opcode.LOAD_IMM64})).containsExactly("0: (18) BUG_18");
    }

    private static String text(long word, int high) {
        return Disassembler.plain().text(new long[] {word, Instructions.loadImm64High(high)}, 0);
    }
}
