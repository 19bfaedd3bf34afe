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
    private final Roots roots;
    private final int depth;
    /** The paths that returned; the result, if any, is on top of each state's stack. */
    private final List<Pending> returns = new ArrayList<>();

    private @Nullable SourcePosition lastPosition;

    /** The hook method's own activation. */
    Frame(MethodCode code) {
        this(code, null, null, Roots.NONE);
    }

    Frame(MethodCode code, @Nullable Frame caller, @Nullable SourcePosition calledAt, Roots roots) {
        this.code = code;
        this.roots = roots;
        this.caller = caller;
        this.calledAt = calledAt;
        this.depth = caller == null ? 0 : caller.depth + 1;
    }

    MethodCode code() {
        return code;
    }

    /** The objects by which the callers reach the abstract heap. */
    Roots roots() {
        return roots;
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

    /** Whether one of the callers is the same method. */
    boolean isRecursive() {
        return caller != null && caller.isActive(code);
    }

    /** Says where the refusal happened, unless that is the JDK's own code: then the user's call of it says. */
    Refusal locate(Refusal refusal, int pc) {
        return code.library() ? refusal : refusal.at(position(pc));
    }

    /** Where the user wrote it: code of the JDK stands at the call that leads into it. */
    SourcePosition position(int pc) {
        if (code.library() && calledAt != null) return calledAt;
        int line = code.line(pc);
        SourcePosition position = lastPosition;
        if (position == null || position.line() != line) {
            position = new SourcePosition(code.owner().getName(), code.name(), code.file(), line, calledAt);
            lastPosition = position;
        }
        return position;
    }
}
