package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.ProgramCalls;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ProgramArrayTest {
    static final class Chain {
        final ProgramArray next = ProgramArray.of(8);

        @Xdp
        int first(XdpContext packet) {
            next.tailCall(packet, packet.length() & 7);
            return 100;
        }

        @Xdp
        int second(XdpContext packet) {
            return 200 + packet.length();
        }
    }

    static final class Named {
        final ProgramArray steps = ProgramArray.ofMethods("start", "largePacket");
        private int rounds;

        @Xdp
        int start(XdpContext packet) {
            rounds = 0;
            steps.tailCall(packet, large(packet.length()) ? 1 : 5);
            return 1;
        }

        @NoInline
        private static boolean large(int length) {
            return length > 100;
        }

        @Xdp
        int largePacket(XdpContext packet) {
            rounds++;
            steps.tailCall(packet, 1);
            return rounds;
        }
    }

    static final class OneAfterTheOther {
        final ProgramArray steps = ProgramArray.ofMethods("add", "multiply", "again");
        private int sum;

        @Xdp
        int start(XdpContext packet) {
            sum = 1;
            ProgramCalls.run(steps, packet, packet.length() & 3);
            ProgramCalls.run(steps, packet, 1);
            steps.tailCall(packet, (packet.length() & 4) == 0 ? 3 : 0);
            return sum;
        }

        @Xdp
        int add(XdpContext packet) {
            sum += 10;
            return sum;
        }

        @Xdp
        int multiply(XdpContext packet) {
            sum *= 2;
            return -1;
        }

        @Xdp
        int again(XdpContext packet) {
            sum++;
            steps.tailCall(packet, 2);
            return 0;
        }
    }

    static final class FromFunction {
        final ProgramArray steps = ProgramArray.ofMethods("start");

        @Xdp
        int start(XdpContext packet) {
            enter(packet);
            return 1;
        }

        @NoInline
        private void enter(XdpContext packet) {
            steps.tailCall(packet, 0);
        }
    }

    static final class Wrong {
        final ProgramArray steps = ProgramArray.ofMethods("nobody");

        @Xdp
        int start(XdpContext packet) {
            steps.tailCall(packet, 0);
            return 1;
        }
    }

    @Test
    void holdsTheMethodsThatItNamesAndStopsAfterThirtyThree() {
        try (Loaded<Named> loaded = Kernel.load(new Named())) {
            var start = loaded.program("start").program();
            assertThat(start.testRun(TestRun.ofData(new byte[64])).returnValue())
                    .isEqualTo(1);
            assertThat(start.testRun(TestRun.ofData(new byte[128])).returnValue())
                    .isEqualTo(33);
        }
    }

    @Test
    void aTailCallInAFunctionIsRefusedAsItWouldComeBack() {
        assertThatThrownBy(() -> Kernel.compile(new FromFunction()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("would come back to the function's caller");
    }

    @Test
    void programsAreCalledOneAfterTheOther() {
        try (Loaded<OneAfterTheOther> loaded = Kernel.load(new OneAfterTheOther())) {
            var start = loaded.program("start").program();
            assertThat(returned(start, 64)).as("add, multiply").isEqualTo(22);
            assertThat(returned(start, 65)).as("multiply twice").isEqualTo(4);
            assertThat(returned(start, 67)).as("none, multiply").isEqualTo(2);
            assertThat(returned(start, 68)).as("add, multiply, go on with add").isEqualTo(32);
            // Before Linux 6.12 the tail calls of the first program do not count for the second, which multiplies then.
            assertThat(returned(start, 66)).as("as often as the kernel lets it").isIn(34, 2 * 34);
        }
    }

    private static int returned(Program program, int length) {
        return program.testRun(TestRun.ofData(new byte[length])).returnValue();
    }

    @Test
    void aNameThatIsNoHookMethodIsRefused() {
        assertThatThrownBy(() -> Kernel.load(new Wrong()).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("map steps names method nobody, which is no hook method of the program");
    }

    @Test
    void goesOnWithTheProgramAtAnIndexOrReturns() {
        Chain chain = new Chain();
        try (Loaded<Chain> loaded = Kernel.load(chain)) {
            chain.next.set(4, loaded.program("second").program().fd());
            assertThat(run(loaded, 60)).isEqualTo(260);
            assertThat(run(loaded, 61)).isEqualTo(100);
            assertThat(chain.next.clear(4)).isTrue();
            assertThat(run(loaded, 60)).isEqualTo(100);
        }
    }

    private static int run(Loaded<Chain> loaded, int length) {
        return loaded.program("first")
                .program()
                .testRun(TestRun.ofData(new byte[length]))
                .returnValue();
    }
}
