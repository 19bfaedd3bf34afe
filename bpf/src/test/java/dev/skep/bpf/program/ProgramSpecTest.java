package dev.skep.bpf.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramSpecTest {
    @Test
    void isNotChangedByItsMakersArrays() {
        long[] instructions = TinyPrograms.returning(0);
        ProgramSpec spec = ProgramSpec.builder("still", ProgramType.XDP)
                .instructions(instructions)
                .build();
        instructions[0] = 0;
        spec.instructions()[1] = 0;
        assertThat(spec.instructions()).isEqualTo(TinyPrograms.returning(0));
        assertThat(spec.license()).isEqualTo("Dual BSD/GPL");
        assertThat(spec).hasToString("program still (XDP, 2 instructions)");
    }

    @Test
    void needsANameAndInstructions() {
        assertThatThrownBy(() -> ProgramSpec.builder("", ProgramType.XDP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProgramSpec.builder("empty", ProgramType.XDP).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("program empty has no instructions");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 3, 100})
    void refusesAMapWhereNoneIsLoaded(int index) {
        long[] instructions = {
            Instructions.mov64Imm(Register.R0, 0),
            Instructions.loadImm64(Register.R1, PseudoSource.MAP_FD, 0),
            Instructions.loadImm64High(0),
            Instructions.exit()
        };
        try (BpfMap map = ArrayMap.of(Counter.class, 1)) {
            ProgramSpec.Builder builder = ProgramSpec.builder("maps", ProgramType.XDP)
                    .instructions(instructions)
                    .relocations(List.of(new MapRelocation(index, map)));
            assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void takesOtherMapsOfTheSameKindAlone() {
        try (BpfMap first = ArrayMap.of(Counter.class, 1);
                BpfMap second = ArrayMap.of(Counter.class, 1);
                BpfMap larger = ArrayMap.of(Counter.class, 2);
                BpfMap ofEachProcessor = PerCpuArray.of(Counter.class, 1)) {
            ProgramSpec spec = ProgramSpec.builder("maps", ProgramType.XDP)
                    .instructions(new long[] {
                        Instructions.loadImm64(Register.R1, PseudoSource.MAP_FD, 0),
                        Instructions.loadImm64High(0),
                        Instructions.mov64Imm(Register.R0, 0),
                        Instructions.exit()
                    })
                    .relocations(List.of(new MapRelocation(0, first)))
                    .fragments()
                    .build();
            ProgramSpec other = spec.withMaps(Map.of(first, second));
            assertThat(other.relocations()).containsExactly(new MapRelocation(0, second));
            assertThat(other.instructions()).isEqualTo(spec.instructions());
            assertThat(other.fragments()).isTrue();
            assertThat(spec.relocations()).containsExactly(new MapRelocation(0, first));
            assertThat(spec.withMaps(Map.of(second, larger)).relocations()).isEqualTo(spec.relocations());
            assertThat(spec.withMaps(Map.of(first, larger)).relocations())
                    .containsExactly(new MapRelocation(0, larger));
            assertThatThrownBy(() -> spec.withMaps(Map.of(first, ofEachProcessor)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot take the place of");
        }
    }

    @Test
    void refusesRecordsOfAnotherSizeOrWithoutTypes() {
        ProgramSpec.Builder half = TinyPrograms.returning("half", ProgramType.XDP, 0)
                .btf(new byte[24])
                .functionInfo(new byte[12]);
        assertThatThrownBy(half::build).hasMessageContaining("function records have 8 bytes");
        ProgramSpec.Builder untyped =
                TinyPrograms.returning("untyped", ProgramType.XDP, 0).lineInfo(new byte[16]);
        assertThatThrownBy(untyped::build).hasMessageContaining("has function or line records but no BTF");
    }
}
