import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class DifferentObjects {
    interface Input extends Struct {
        int a();

        long b();
    }

    interface Rule {
        int apply(int number);
    }

    record Add(int by) implements Rule {
        @Override
        public int apply(int number) {
            return number + by;
        }
    }

    record Multiply(int by) implements Rule {
        @Override
        public int apply(int number) {
            return number * by;
        }
    }

    private final Rule first = new Add(1);
    private final Rule second = new Multiply(2);

    @Syscall
    int run(Input in) {
        Rule rule = first;
        for (int i = 0; i < in.a(); i++) {
            rule = rule == first ? second : first;
        }
        return rule.apply(in.a());
    }
}
