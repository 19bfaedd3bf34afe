package dev.skep.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.util.List;

/** A program whose class file is not what the JVM loaded: it compiles, or is refused as every other program is. */
class ClassFileFuzzTest implements FuzzTarget {
    private final DamagingLoader loader = new DamagingLoader();
    private final Object program = loader.program();

    @Override
    public List<byte[]> seeds() {
        return List.of(loader.sound());
    }

    @Override
    public int rounds() {
        return 1_500;
    }

    @Override
    public void read(byte[] input) {
        loader.show(input);
        try {
            assertThat(ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(4))
                            .programs())
                    .isNotEmpty();
        } catch (CompileException refused) {
            assertThat(refused).hasMessageContaining("mend: ");
        } catch (IllegalArgumentException noProgram) {
            assertThat(noProgram).hasMessageContaining(" has no hook method: ");
        }
    }
}
