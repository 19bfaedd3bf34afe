package dev.skep.compiler.interpreter;

import dev.skep.bpf.btf.Btf;
import java.util.Map;

/**
 * Models of the kernel functions that programs call by BTF id: iterators over numbers, since Linux 6.4.
 *
 * <p>{@code struct bpf_iter_num_kern} is the present number and the end, four bytes each.
 */
final class KernelFunctions {
    private static final int MOST_LOOPS = 1 << 23;
    private static final long EINVAL = -22;
    private static final long E2BIG = -7;
    private static final int NUMBER = Integer.BYTES;
    private static final Map<String, Helper> MODELS = Map.of(
            "bpf_iter_num_new", new Helper(3, KernelFunctions::begin),
            "bpf_iter_num_next", new Helper(1, KernelFunctions::next),
            "bpf_iter_num_destroy", new Helper(1, KernelFunctions::end));

    private KernelFunctions() {}

    static Helper byId(int btfId) {
        String name = Btf.vmlinux().name(btfId);
        Helper model = MODELS.get(name);
        if (model == null) throw new Fault("no model of kernel function " + name);
        return model;
    }

    private static long begin(Machine machine, long[] a) {
        int start = (int) a[1];
        int end = (int) a[2];
        boolean sound = start <= end && (long) end - start <= MOST_LOOPS;
        write(machine, a[0], sound ? start - 1 : 0, sound ? end : 0);
        if (sound) return 0;
        return start > end ? EINVAL : E2BIG;
    }

    private static long next(Machine machine, long[] a) {
        int following = (int) machine.memory().load(a[0], NUMBER) + 1;
        int end = (int) machine.memory().load(a[0] + NUMBER, NUMBER);
        boolean over = following >= end;
        write(machine, a[0], over ? 0 : following, over ? 0 : end);
        return over ? 0 : a[0];
    }

    private static long end(Machine machine, long[] a) {
        write(machine, a[0], 0, 0);
        return 0;
    }

    private static void write(Machine machine, long address, int present, int end) {
        machine.memory().store(address, NUMBER, present);
        machine.memory().store(address + NUMBER, NUMBER, end);
    }
}
