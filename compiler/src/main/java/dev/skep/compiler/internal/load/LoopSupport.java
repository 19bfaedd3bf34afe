package dev.skep.compiler.internal.load;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.compiler.internal.optimize.LongLoops;
import dev.skep.compiler.internal.optimize.LoopDriver;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How the kernel can drive loops, and which ones it is to drive.
 *
 * @param driver the best way that there is, if any; given what numbers the functions that it needs
 * @param scope which loops
 */
public record LoopSupport(Function<IntSupplier, Optional<LoopDriver>> driver, LongLoops.Scope scope) {
    /** Long loops, driven by what a kernel with these types has: the number iterator before {@code bpf_loop}. */
    public static LoopSupport of(Supplier<Btf> types) {
        return new LoopSupport(
                numbers -> iterator(types.get()).or(() -> helper(types.get(), numbers)), LongLoops.Scope.LONG);
    }

    /** The same for other loops. */
    LoopSupport with(LongLoops.Scope other) {
        return new LoopSupport(driver, other);
    }

    private static Optional<LoopDriver> iterator(Btf types) {
        int create = types.find("bpf_iter_num_new", BtfKind.FUNC);
        int next = types.find("bpf_iter_num_next", BtfKind.FUNC);
        int destroy = types.find("bpf_iter_num_destroy", BtfKind.FUNC);
        return create < 0 || next < 0 || destroy < 0
                ? Optional.empty()
                : Optional.of(new LoopDriver.NumberIterator(create, next, destroy));
    }

    private static Optional<LoopDriver> helper(Btf types, IntSupplier numbers) {
        int helpers = types.find("bpf_func_id", BtfKind.ENUM);
        boolean there = helpers >= 0
                && types.enumerators(helpers).stream()
                        .anyMatch(helper -> helper.name().equals("BPF_FUNC_loop"));
        return there ? Optional.of(new LoopDriver.CallbackHelper(numbers)) : Optional.empty();
    }
}
