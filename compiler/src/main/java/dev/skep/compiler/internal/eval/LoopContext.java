package dev.skep.compiler.internal.eval;

/** A loop that is being evaluated, and whether a known value decided one of its exits in the present iteration. */
final class LoopContext {
    private final Frame frame;
    private final ControlFlow.Loop loop;
    private boolean exitDecided;

    LoopContext(Frame frame, ControlFlow.Loop loop) {
        this.frame = frame;
        this.loop = loop;
    }

    boolean exitDecided() {
        return exitDecided;
    }

    /** Told of a branch at {@code pc} in {@code where} that a constant of the program decided against {@code notTaken}. */
    void decided(Frame where, int pc, int notTaken) {
        ControlFlow flow = frame.code().flow();
        if (where == frame
                && loop.blocks().get(flow.blockOf(pc))
                && !loop.blocks().get(flow.blockOf(notTaken))) {
            exitDecided = true;
        }
    }
}
