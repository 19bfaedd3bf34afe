package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MemoryViewTest {
    interface Head extends Struct {
        int first();

        void first(int v);
    }

    interface Whole extends Head {
        long second();

        void second(long v);
    }

    interface Context extends Struct {
        int unused();
    }

    static final class Views {
        @Syscall
        int run(Context context) {
            Whole whole = Memory.onStack(Whole.class);
            Memory.view(whole, Head.class).first(7);
            return whole.first();
        }
    }

    static final class TooLong {
        @Syscall
        int run(Context context) {
            return (int) Memory.view(Memory.onStack(Head.class), Whole.class).second();
        }
    }

    @Test
    @Tag("kernel")
    void seesTheBeginningOfAStruct() {
        try (Loaded<Views> views = Kernel.loadDetached(new Views())) {
            assertThat(TestRuns.run(views, "run", 0L)).isEqualTo(7);
        }
    }

    @Test
    void refusesAViewThatIsLonger() {
        assertThatThrownBy(() -> Kernel.compile(new TooLong()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("Whole has 16 bytes, more than the struct");
    }
}
