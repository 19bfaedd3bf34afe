package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.corpus.DamagedProgram;
import dev.skep.compiler.corpus.DamagingLoader;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A class file that is not what the JVM loaded, as of a jar that was replaced since: what is wrong with it is said. */
class DamagedClassFileTest {
    private static final String DAMAGED = "the class file of " + DamagedProgram.class.getName() + " is damaged: ";

    @Test
    void saysWhatIsWrongWithIt() {
        DamagingLoader loader = new DamagingLoader();
        Object program = loader.program();
        List<String> said = new ArrayList<>();
        for (int at = 0; at < loader.sound().length; at += 5) {
            byte[] damaged = loader.sound();
            damaged[at] ^= 0x55;
            loader.show(damaged);
            try {
                ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(4));
            } catch (CompileException refused) {
                if (refused.reason().startsWith(DAMAGED)) {
                    said.add(refused.reason().substring(DAMAGED.length()));
                    assertThat(refused).hasMessageEndingWith("\n  mend: compile it anew with javac, and start again");
                }
            } catch (IllegalArgumentException noProgram) {
                assertThat(noProgram).hasMessageContaining(" has no hook method: ");
            }
        }
        assertThat(said).hasSizeGreaterThan(20).noneMatch(String::isBlank);
        assertThat(said).anyMatch(text -> text.contains("VerifyError") || text.contains("stack"));
    }
}
