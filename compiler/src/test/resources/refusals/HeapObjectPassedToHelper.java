import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class HeapObjectPassedToHelper {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final Counter count = new Counter() {
        @Override
        public long value() {
            return 0;
        }

        @Override
        public void value(long value) {}

        @Override
        public void add(long by) {}
    };

    @Syscall
    int run(Input in) {
        return (int) Memory.address(count) + in.a();
    }
}
