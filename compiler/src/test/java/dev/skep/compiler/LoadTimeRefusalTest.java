package dev.skep.compiler;

import static dev.skep.compiler.Refusals.refuses;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.Timer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Tracepoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ListIterator;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** What must be known when a program is loaded, and functions that the kernel calls later: what the compiler says of those that cannot be. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "NullAway"}) // what is wrong with them is what is tested
class LoadTimeRefusalTest {
    interface Input extends Struct {
        int a();

        int b();
    }

    interface Session extends Struct {
        Timer timer();

        int count();

        void count(int v);
    }

    private sealed interface Rule {
        int limit();
    }

    private record Above(int limit) implements Rule {}

    private record Below(int limit) implements Rule {}

    private static final class Weight {
        int value = 3;
    }

    @Test
    void aTextIsTheSameOnAllPaths() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        StringBuilder text = new StringBuilder();
                        for (int i = 0; i < in.a(); i++) text.append("a");
                        return text.length();
                    }
                },
                "this StringBuilder holds a different text on each of the paths that meet here",
                "put the text together on one path");
    }

    @Test
    void functionsHaveNoClass() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        Object supplier = (IntSupplier) in::a;
                        return supplier.getClass() == IntSupplier.class ? 1 : 0;
                    }
                },
                "the class of this object is not known at load time",
                "memory has no type at run time");
    }

    @Test
    void valuesToPrintAreListed() {
        refuses(
                new Object() {
                    private final long[] none = null;

                    @Syscall
                    int run(Input in) {
                        Helpers.tracePrintk("%d", none);
                        return 0;
                    }
                },
                "the values of Helpers.tracePrintk are not an array",
                "list them");
    }

    @Test
    void objectsThatAreChosenAtRunTimeAreNotChanged() {
        refuses(
                new Object() {
                    private final Weight[] weights = {new Weight(), new Weight()};

                    @Syscall
                    int run(Input in) {
                        weights[in.a() & 1].value = 7;
                        return 0;
                    }
                },
                "field value of an object that is not known at load time",
                "use a struct interface");
    }

    @Test
    void callbacksDoNotChangeObjectsOfTheProgram() {
        refuses(
                new Object() {
                    private final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 4);

                    @Syscall
                    int run(Input in) {
                        int[] sum = new int[1];
                        counts.forEach((key, value) -> sum[0] += key);
                        return sum[0];
                    }
                },
                "this callback uses an object that can change",
                "keep what it changes in a map value");
    }

    @Test
    void timersUseNothingOfTheRunThatStartsThem() {
        refuses(
                new Object() {
                    private final ArrayMap<Session> sessions = ArrayMap.of(Session.class, 1);

                    @Syscall
                    int run(Input in) {
                        Session session = sessions.get(0);
                        if (session == null) return 1;
                        int count = in.a();
                        return session.timer().whenExpired(sessions, (index, value) -> value.count(count));
                    }
                },
                "this callback runs when this run of the program is over, and uses a value of it",
                "let it read what it needs from the map value");
    }

    @Test
    void timersLieInTheMapsThatTheKernelSearchesForThem() {
        refuses(
                new Object() {
                    private final ArrayMap<Session> sessions = ArrayMap.of(Session.class, 1);
                    private final PerCpuArray<Counter> others = PerCpuArray.of(Counter.class, 4);

                    @Syscall
                    int run(Input in) {
                        Session session = sessions.get(0);
                        return session == null ? 1 : session.timer().init(others, Timer.MONOTONIC);
                    }
                },
                "timers exist in HashMap, LruHashMap and ArrayMap only",
                "use one of these");
    }

    @Test
    void functionsOfTheirOwnGiveOneKindOfObject() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        return rule(in.a()).limit() + rule(in.b()).limit();
                    }

                    @NoInline
                    private static Rule rule(int a) {
                        return a > 3 ? new Above(a) : new Below(a);
                    }
                },
                "rule gives a different kind of object on each path, and is a function of its own",
                "let it return a number or a struct, or remove @NoInline");
    }

    @Test
    void functionsWithFiveValuesDoNotReachTheContext() {
        refuses(
                new Object() {
                    @Tracepoint("sched/sched_process_exit")
                    int run() {
                        return go(Helpers.getPrandomU32(), 2, Helpers.getPrandomU32(), 4, Helpers.getPrandomU32());
                    }

                    @NoInline
                    private static int go(int a, int b, int c, int d, int e) {
                        return (int) Helpers.getAttachCookie() + a + b + c + d + e;
                    }
                },
                "the program's context cannot be reached from this function",
                "pass what is needed of it, and not more than five values in all");
    }

    @Test
    void whatGoesOnWithEachCallIsNotCalledAtLoadTime() {
        refuses(
                new Object() {
                    private final ListIterator<Integer> numbers = List.of(1, 2).listIterator();

                    @Syscall
                    int run(Input in) {
                        return numbers.next() + in.a();
                    }
                },
                "ListIterator.next goes on with each call, of which the compiler and the kernel make another number",
                "loop over the elements: for (T element : elements)");
        refuses(
                new Object() {
                    private final Deque<Integer> waiting = new ArrayDeque<>(List.of(1, 2));

                    @Syscall
                    int run(Input in) {
                        return waiting.poll() + in.a();
                    }
                },
                "Deque.poll would change an object of the Java heap, which the kernel cannot see",
                "use a map (dev.skep.bpf.map) for what the kernel writes");
    }

    @Test
    void loopsOverOneOfSeveralCollectionsOfDifferentSizesAreNoLoopsInTheKernel() {
        refuses(
                new Object() {
                    private final List<List<Integer>> rows = List.of(List.of(1, 2), List.of(3), List.of(5, 6));

                    @Syscall
                    int run(Input in) {
                        int sum = 0;
                        int row = in.a();
                        if (row < 0 || row >= 3) return 0;
                        for (int number : rows.get(row)) sum = sum * 3 + number;
                        return sum;
                    }
                },
                "this loop is over one of several collections, of which one is chosen at run time, and not all of them have as"
                        + " many elements",
                "loop over the collections by a loop that can be unrolled, or put all elements into one");
    }
}
