package dev.skep.compiler.internal.eval;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.program.ProgramType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions that come out the same in every program that calls them. Evaluating one takes as long as evaluating what calls it, so that they
 * are kept for programs to come, as long as the {@link ClassLibrary} that their methods belong to. Who generates code from a graph changes
 * it: one that is kept is only looked at.
 */
public final class KnownFunctions {
    /**
     * All that a function depends on which {@link CompileEnvironment#peculiar} does not tell of.
     *
     * @param kernelTypes null of a function that asks for none
     */
    record Key(
            MethodCode code,
            List<ArgumentPlan.Kind> kinds,
            ProgramType type,
            String license,
            @Nullable Btf kernelTypes) {
        static Key of(Evaluation caller, MethodCode code, List<ArgumentPlan.Kind> kinds, @Nullable Btf kernelTypes) {
            return new Key(
                    code, kinds, caller.programType(), caller.environment().license(), kernelTypes);
        }
    }

    private final Map<Object, FunctionGraph> graphs = new RecentlyUsed<>();

    KnownFunctions() {}

    /** One that asks for no types of the kernel, or for those that {@code caller} has asked for: to read them only to compare takes long. */
    @Nullable
    FunctionGraph find(Evaluation caller, MethodCode code, List<ArgumentPlan.Kind> kinds) {
        FunctionGraph untyped = graphs.get(Key.of(caller, code, kinds, null));
        Btf types = caller.environment().askedTypes();
        return untyped != null || types == null ? untyped : graphs.get(Key.of(caller, code, kinds, types));
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
