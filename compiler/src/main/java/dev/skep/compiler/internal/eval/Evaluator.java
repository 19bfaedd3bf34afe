package dev.skep.compiler.internal.eval;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a method's control flow: blocks in topological order, each joined from the paths that reach it, loops as one node each.
 *
 * <p>A <i>region</i> is the whole method or a loop's body. Paths that leave it are handed to the region around it.
 */
final class Evaluator {
    private static final int DEEPEST_CALL = 48;

    private final Evaluation evaluation;
    private final Stepper stepper;
    private final Joiner joiner;
    private final LoopEvaluator loops;
    private final Deque<LoopContext> activeLoops = new ArrayDeque<>();

    Evaluator(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.joiner = new Joiner(evaluation.builder(), evaluation.materializer(), evaluation.objectIds());
        this.stepper = new Stepper(evaluation, this);
        this.loops = new LoopEvaluator(evaluation, this, joiner);
    }

    Joiner joiner() {
        return joiner;
    }

    Deque<LoopContext> activeLoops() {
        return activeLoops;
    }

    /** Tells the loops that a constant of the program decided the branch at {@code pc} against {@code notTaken}. */
    void decided(Frame frame, int pc, int notTaken) {
        for (LoopContext loop : activeLoops) loop.decided(frame, pc, notTaken);
    }

    /** Evaluates the whole method from {@code entry}; the returning paths are in the frame afterwards. */
    void method(Frame frame, List<Pending> entry) {
        MethodCode code = frame.code();
        if (frame.depth() > DEEPEST_CALL) {
            throw frame.locate(tooDeep(frame), 0);
        }
        if (code.catches()) {
            throw frame.locate(
                    new Refusal(
                            "try, catch, finally and synchronized do not exist in the kernel",
                            "test for the error case with an if; close nothing, the program ends by itself"),
                    0);
        }
        if (code.flow().irreducibleAt() >= 0) {
            throw frame.locate(
                    new Refusal("control flow jumps into the middle of a loop", "write the loop with for or while"),
                    code.flow().irreducibleAt());
        }
        Waiting waiting = new Waiting(code.flow());
        for (Pending path : entry) waiting.add(0, path);
        run(frame, null, -1, waiting, new Exits());
    }

    private static Refusal tooDeep(Frame frame) {
        if (frame.isRecursive()) {
            return new Refusal(
                    frame.code().name() + " calls itself again and again, with values that are known only at run time",
                    "write a loop: there is no recursion in the kernel");
        }
        return new Refusal("calls are nested more than " + DEEPEST_CALL + " deep", "flatten the calls");
    }

    /** Evaluates a loop's body from its header, whose block has begun with {@code state}. */
    Exits loopBody(Frame frame, ControlFlow.Loop loop, State state) {
        Exits exits = new Exits();
        Successors successors = new Successors();
        stepper.run(frame, loop.header(), state, successors);
        Waiting waiting = new Waiting(frame.code().flow());
        distribute(frame, loop.blocks(), loop.header(), successors, waiting, exits);
        run(frame, loop.blocks(), loop.header(), waiting, exits);
        return exits;
    }

    private void run(Frame frame, @Nullable BitSet blocks, int header, Waiting waiting, Exits exits) {
        ControlFlow flow = frame.code().flow();
        while (!waiting.isEmpty()) {
            int pc = waiting.first();
            List<Pending> paths = waiting.take();
            Successors successors = new Successors();
            ControlFlow.Loop loop = flow.loopAt(pc);
            if (loop != null && pc != header) {
                for (List<Pending> group : PathSplitter.byObjects(paths, frame, pc)) {
                    loops.loop(frame, loop, group)
                            .forward()
                            .forEach((at, list) -> list.forEach(p -> successors.add(at, p)));
                }
            } else {
                for (List<Pending> group : PathSplitter.split(paths, frame, pc)) {
                    stepper.run(frame, pc, joiner.joinOnce(group, frame, pc), successors);
                }
            }
            distribute(frame, blocks, header, successors, waiting, exits);
            evaluation.checkSize(frame, pc);
        }
    }

    private static void distribute(
            Frame frame, @Nullable BitSet blocks, int header, Successors successors, Waiting inside, Exits exits) {
        ControlFlow flow = frame.code().flow();
        for (Successors.Successor s : successors.list()) {
            if (s.pc() == header) exits.back().add(s.path());
            else if (blocks == null || blocks.get(flow.blockOf(s.pc()))) inside.add(s.pc(), s.path());
            else exits.add(s.pc(), s.path());
        }
    }
}
