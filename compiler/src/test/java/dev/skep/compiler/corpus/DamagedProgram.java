package dev.skep.compiler.corpus;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Some of everything that class files have, to be damaged. Public, as another class loader defines it. */
public final class DamagedProgram {
    /** What the methods get. */
    public interface Numbers extends Struct {
        /** Any number. */
        int a();

        /** Another. */
        long b();
    }

    private record Pair(int left, long right) {}

    private final List<Integer> known = List.of(1, 5, 9);
    private final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 8);
    private final String name = "skep";
    private int runs;

    @Syscall
    int arithmetic(Numbers x) {
        int sum = x.a() * 3 + (int) (x.b() >>> 7) - x.a() / 5;
        return sum ^ (x.a() < 9 ? ~sum : 0x12345678);
    }

    @Syscall
    int control(Numbers x) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            switch (x.a() + i) {
                case 1 -> sum++;
                case 2, 3 -> sum += i;
                case 1000 -> sum = 7;
                default -> sum--;
            }
        }
        return sum;
    }

    @Syscall
    int objects(Numbers x) {
        Pair pair = new Pair(x.a(), x.b());
        int[] array = {1, pair.left(), 3};
        int sum = array[x.a() & 1];
        for (int number : known) if (number == pair.left()) sum += 2;
        return sum + (pair.equals(new Pair(1, 2)) ? 1 : 0) + name.length();
    }

    @Syscall
    int calls(Numbers x) {
        IntUnaryOperator twice = v -> v * 2 + x.a();
        runs++;
        Counter counter = counts.get(x.a());
        if (counter != null) counter.value(counter.value() + 1);
        return twice.applyAsInt(Math.max(x.a(), runs));
    }
}
