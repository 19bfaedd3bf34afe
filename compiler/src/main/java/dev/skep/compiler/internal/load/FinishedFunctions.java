package dev.skep.compiler.internal.load;

import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.eval.FunctionGraph;
import dev.skep.compiler.internal.eval.RecentlyUsed;
import dev.skep.compiler.internal.optimize.LongLoops;
import dev.skep.compiler.internal.optimize.LoopDriver;
import dev.skep.compiler.internal.optimize.Pipeline;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The code of functions that are the same in all programs, for the next program that calls them. */
final class FinishedFunctions {
    private record Key(Object function, Target target, LongLoops.Scope scope) {}

    /**
     * A function's code.
     *
     * @param pipeline which knows what became of its loops
     * @param driver what drives them, if that was asked for
     */
    record Finished(CompiledCode code, Pipeline pipeline, Optional<LoopDriver> driver) {}

    private final Map<Key, Finished> finished = new RecentlyUsed<>();

    /** The code that compiling {@code function} would give; null if that is not known. */
    @Nullable
    Finished find(FunctionGraph function, Target target, LongLoops.Scope scope, Supplier<Optional<LoopDriver>> driver) {
        Object same = function.sameAs();
        Finished known = same == null ? null : finished.get(new Key(same, target, scope));
        boolean fits =
                known != null && (known.driver().isEmpty() || known.driver().equals(driver.get()));
        return fits ? known : null;
    }

    /** Keeps the code of {@code function}, unless it is one of this program alone. */
    void add(
            FunctionGraph function,
            Target target,
            LongLoops.Scope scope,
            Supplier<Optional<LoopDriver>> driver,
            CompiledCode code,
            Pipeline pipeline) {
        Object same = function.sameAs();
        LongLoops.Result loops = pipeline.loops();
        boolean driven = !loops.converted().isEmpty() || !loops.left().isEmpty();
        Optional<LoopDriver> by = driven ? driver.get() : Optional.empty();
        // With bpf_loop the turns are functions, which have numbers of this program.
        boolean whole = !driven || by.orElse(null) instanceof LoopDriver.NumberIterator;
        if (same != null && whole) finished.put(new Key(same, target, scope), new Finished(code, pipeline, by));
    }
}
