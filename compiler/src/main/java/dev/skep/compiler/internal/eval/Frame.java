package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One activation of a method: the hook method itself or a call that is being inlined. */
final class Frame {
    private final MethodCode code;
    private final @Nullable Frame caller;
    private final @Nullable SourcePosition calledAt;
    private final int depth;
    /** The paths that returned; the result, if any, is on top of each state's stack. */
    private final List<Pending> returns = new ArrayList<>();

    Frame(MethodCode code, @Nullable Frame caller, @Nullable SourcePosition calledAt) {
        this.code = code;
        this.caller = caller;
        this.calledAt = calledAt;
        this.depth = caller == null ? 0 : caller.depth + 1;
    }

    MethodCode code() {
        return code;
    }

    int depth() {
        return depth;
    }

    List<Pending> returns() {
        return returns;
    }

    /** Whether the method is already being inlined by one of the callers, or is this one. */
    boolean isActive(MethodCode other) {
        for (Frame f = this; f != null; f = f.caller) if (f.code == other) return true;
        return false;
    }

    SourcePosition position(int pc) {
        return new SourcePosition(code.owner().getName(), code.name(), code.file(), code.line(pc), calledAt);
    }
}
