package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedMethod") // the kernel would call them
class TableRefusalTest {
    private static final int[] TABLE = {3, 1, 4, 1, 5, 9, 2, 6};
    private static final byte[] FIVE = {1, 2, 3, 4, 5};

    interface Input extends Struct {
        int a();

        int b();
    }

    private static void refuses(Object program, String... parts) {
        assertThatThrownBy(() -> Kernel.compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("TableRefusalTest.java:")
                .hasMessageContainingAll(parts);
    }

    @Test
    void anIndexThatMayBeAnythingIsRefusedWithTheMask() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        return TABLE[x.a()];
                    }
                },
                "the index may be negative, and the array has 8 elements",
                "mask it: i & 7");
    }

    @Test
    void anUpperBoundAloneDoesNotDo() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        return x.a() < 5 ? FIVE[x.a()] : 0;
                    }
                },
                "the index may be negative",
                "if (i < 0 || i >= 5) return");
    }

    @Test
    void aBoundThatIsTooLargeIsRefusedWithTheLargestIndex() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        return FIVE[x.a() & 7];
                    }
                },
                "the index may be 7 at most, and the array has 5 elements");
    }

    @Test
    void aLoopThatGoesOneTooFarIsRefused() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        int sum = 0;
                        int end = x.b() & 7;
                        for (int i = 0; i <= end + 1; i++) sum += TABLE[i];
                        return sum;
                    }
                },
                "the index may be 8 at most, and the array has 8 elements");
    }
}
