package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.PerfEvent;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedMethod") // the kernel would call them
class RefusalTest {
    interface Input extends Struct {
        int a();

        int b();
    }

    private static void refuses(Object program, String reason) {
        assertThatThrownBy(() -> Kernel.compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("RefusalTest.java:")
                .hasMessageContaining(reason)
                .hasMessageContaining("mend: ");
    }

    @Test
    void namesTheFieldThatIsNotFinal() {
        refuses(
                new Object() {
                    private List<String> names = List.of();

                    @Syscall
                    int run(Input x) {
                        return names.size() + x.a();
                    }
                },
                "field names is not final");
    }

    @Test
    void namesTheMissingNullCheck() {
        refuses(
                new Object() {
                    private final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 10);

                    @Syscall
                    @SuppressWarnings("NullAway") // the missing check is what is tested
                    int run(Input x) {
                        return (int) counts.get(x.a()).value();
                    }
                },
                "this Counter may be null here");
    }

    @Test
    void namesTheMissingPacketCheck() {
        refuses(
                new Object() {
                    @Xdp
                    @SuppressWarnings("NullAway") // the missing check is what is tested
                    int run(XdpContext packet) {
                        return packet.at(0, Input.class).a();
                    }
                },
                "this Input may be null here");
    }

    @Test
    void refusesTryAndCatch() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        try {
                            return 1 / x.a();
                        } catch (ArithmeticException e) {
                            return 0;
                        }
                    }
                },
                "try, catch, finally and synchronized do not exist in the kernel");
    }

    @Test
    void refusesExceptions() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        if (x.a() > 0) throw new IllegalStateException();
                        return 0;
                    }
                },
                "exceptions do not exist in the kernel");
    }

    @Test
    void refusesFloatingPoint() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        return (int) (x.a() * 1.5);
                    }
                },
                "floating point does not exist in the kernel");
    }

    @Test
    void refusesRecursionOnComputedValues() {
        refuses(
                new Object() {
                    int factorial(int n) {
                        return n < 2 ? 1 : n * factorial(n - 1);
                    }

                    @Syscall
                    int run(Input x) {
                        return factorial(x.a());
                    }
                },
                "calls are nested more than 48 deep");
    }

    @Test
    void refusesToChangeObjectsOfTheHeap() {
        refuses(
                new Object() {
                    private final List<Integer> seen = new ArrayList<>();

                    @Syscall
                    int run(Input x) {
                        seen.add(1);
                        return x.a();
                    }
                },
                "would change an object of the Java heap");
    }

    @Test
    void refusesLambdasMadeOutsideOfTheProgram() {
        IntPredicate positive = v -> v > 0;
        refuses(
                new Object() {
                    private final IntPredicate test = positive;

                    @Syscall
                    int run(Input x) {
                        return test.test(x.a()) ? 1 : 0;
                    }
                },
                "was made outside the program and has no readable bytecode");
    }

    @Test
    void refusesStringsPutTogether() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        String text = "a" + x.a();
                        return text.length();
                    }
                },
                "strings cannot be put together in the kernel");
    }

    @Test
    void refusesWritesToTheContext() {
        refuses(
                new Object() {
                    interface Changeable extends Struct {
                        int a();

                        void a(int v);
                    }

                    @PerfEvent(frequency = 1)
                    int run(Changeable x) {
                        x.a(1);
                        return 0;
                    }
                },
                "lies in memory that the program may only read");
    }

    @Test
    void refusesLargeStructsOnTheStack() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        return Memory.onStack(1000).u8(0) + x.a();
                    }
                },
                "does not fit the program's stack of 512 bytes");
    }

    @Test
    void showsThroughWhichCallsTheCodeWasInlined() {
        refuses(
                new Object() {
                    double half(int v) {
                        return v / 2.0;
                    }

                    @Syscall
                    int run(Input x) {
                        return (int) half(x.a());
                    }
                },
                "inlined at dev.skep.compiler.RefusalTest$");
    }

    @Test
    void namesObjectsWithoutHookMethods() {
        assertThatThrownBy(() -> Kernel.compile("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String has no hook method");
    }

    interface Header extends Struct {
        @Length(8)
        Bytes bytes();

        int number();
    }

    @Test
    void tellsHowToReachAComputedPositionInAPacket() {
        refuses(
                new Object() {
                    @Xdp
                    int run(XdpContext packet) {
                        Header header = packet.at(0, Header.class);
                        return header == null ? 0 : header.bytes().u8(header.number() & 7);
                    }
                },
                "a computed position inside of a packet's header");
    }

    @Test
    void namesTheComputedPositionInTheContext() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Header x) {
                        return x.bytes().u8(x.number() & 7);
                    }
                },
                "a computed position inside of the context");
    }
}
