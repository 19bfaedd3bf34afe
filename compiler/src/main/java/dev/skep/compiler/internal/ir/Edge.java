package dev.skep.compiler.internal.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An edge of control flow with one argument for each parameter of its target. The target may be set later than the edge is made. */
public final class Edge {
    private @Nullable Block target;
    private final List<Value> arguments = new ArrayList<>();

    /** An edge whose target is not known yet. */
    public Edge() {}

    /** An edge to {@code target} with {@code arguments}. */
    public Edge(Block target, List<Value> arguments) {
        retarget(target, arguments);
    }

    /** Where it leads; only to be asked once it is set. */
    public Block target() {
        if (target == null) throw new IllegalStateException("edge has no target yet");
        return target;
    }

    /** Where it leads, or null while that is not set. */
    public @Nullable Block targetIfSet() {
        return target;
    }

    /** Whether its target is set and is {@code block}. */
    public boolean leadsTo(Block block) {
        return target == block;
    }

    /** The arguments, in the order of the target's parameters; may be changed. */
    public List<Value> arguments() {
        return arguments;
    }

    /** Leads the edge to {@code target} with {@code newArguments}. */
    public void retarget(Block newTarget, List<? extends Value> newArguments) {
        List<Value> copy = List.copyOf(newArguments);
        target = newTarget;
        arguments.clear();
        arguments.addAll(copy);
    }

    @Override
    public String toString() {
        return (target == null ? "?" : target.toString()) + (arguments.isEmpty() ? "" : arguments.toString());
    }
}
