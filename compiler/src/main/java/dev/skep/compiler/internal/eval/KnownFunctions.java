package dev.skep.compiler.internal.eval;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.program.ProgramType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions that come out the same in every program that calls them. Evaluating one takes as long as evaluating what calls it, so that they
 * are kept for programs to come, as long as the {@link ClassLibrary} that their methods belong to. Who generates code from a graph changes
 * it: one that is kept is only looked at.
 */
public final class KnownFunctions {
    /** All that a function depends on which {@link CompileEnvironment#peculiar} does not tell of. */
    record Key(MethodCode code, List<ArgumentPlan.Kind> kinds, ProgramType type, String license, Btf kernelTypes) {
        /** Null before the kernel's types were asked for: they would have to be read to compare them. */
        static @Nullable Key of(Evaluation caller, MethodCode code, List<ArgumentPlan.Kind> kinds) {
            Btf types = caller.environment().askedTypes();
            String license = caller.environment().license();
            return types == null ? null : new Key(code, kinds, caller.programType(), license, types);
        }
    }

    private final Map<Object, FunctionGraph> graphs = new HashMap<>();

    KnownFunctions() {}

    @Nullable
    FunctionGraph find(@Nullable Key key) {
        return key == null ? null : graphs.get(key);
    }

    /** Keeps a function whose graph nobody changes any more. */
    public void keep(FunctionGraph function) {
        Object key = function.sameAs();
        if (key != null) graphs.put(key, function);
    }

    /** Lets go of a function whose graph is about to be changed. */
    public void forget(FunctionGraph function) {
        Object key = function.sameAs();
        if (key != null) graphs.remove(key);
    }
}
