package dev.skep.compiler.fuzz;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.LoopSupport;
import dev.skep.compiler.internal.optimize.LongLoops;
import dev.skep.compiler.internal.optimize.LoopDriver;
import java.util.List;
import java.util.Optional;

/**
 * One of the ways in which methods are compiled.
 *
 * @param name for messages
 * @param target the instructions that there are
 * @param loops which loops the kernel drives
 */
record Variant(String name, Target target, LoopSupport loops) {
    /** As for this kernel; with older instructions; and, as on kernels before 6.4, with {@code bpf_loop}, here for every loop. */
    static final List<Variant> ALL = List.of(
            new Variant("cpu v4", new Target(4), LoopSupport.of(Btf::vmlinux)),
            new Variant("cpu v3", new Target(3), LoopSupport.of(Btf::vmlinux)),
            new Variant(
                    "cpu v3 with bpf_loop",
                    new Target(3),
                    new LoopSupport(
                            numbers -> Optional.of(new LoopDriver.CallbackHelper(numbers)), LongLoops.Scope.ALL)));
}
