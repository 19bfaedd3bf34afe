import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.ArrayList;
import java.util.List;

class RuleSetTooLarge {
    interface Input extends Struct {
        int a();
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

    private final List<Rule> rules = new ArrayList<>();

    RuleSetTooLarge() {
        for (int i = 0; i < 20_000; i++) {
            rules.add(i % 2 == 0 ? new Add(i) : new Multiply(i));
        }
    }

    @Syscall
    int run(Input in) {
        int number = in.a();
        for (Rule rule : rules) {
            number = rule.apply(number);
        }
        return number;
    }
}
