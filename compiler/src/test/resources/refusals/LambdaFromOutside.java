import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.function.IntPredicate;

class LambdaFromOutside {
    interface Input extends Struct {
        int a();

        long b();
    }

    static IntPredicate made() {
        return IntPredicateFactory.PREDICATE;
    }

    static final class IntPredicateFactory {
        static final IntPredicate PREDICATE = number -> number > 0;
    }

    private final IntPredicate test = made();

    @Syscall
    int run(Input in) {
        return test.test(in.a()) ? 1 : 0;
    }
}
