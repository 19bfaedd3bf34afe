package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.compiler.internal.eval.HookInput;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A hook as one method's annotation names it. */
public interface Hook extends HookInput {
    /** What the kernel must have for it, where a probe can tell; empty otherwise. */
    default Optional<KernelFeature> feature() {
        return Optional.empty();
    }

    /** Completes the specification with what the kernel must know of the hook. */
    void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes);

    /** Attaches the loaded program wherever the hook says: nowhere where it needs no attachment or names no target. */
    List<Link> attach(Program program);
}
