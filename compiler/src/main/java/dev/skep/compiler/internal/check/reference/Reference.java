package dev.skep.compiler.internal.check.reference;

import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Resource;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One place where the program takes something that it must give back, and what is said about it.
 *
 * @param value what holds it: a call, or a function's argument
 * @param resource what it is
 * @param taken where it was taken first
 */
record Reference(Instruction value, Resource resource, SourcePosition taken) {
    private static final int MOST_LINES = 4;

    /** {@code steps} are the branches that the path has passed since. */
    Refusal notReleased(SourcePosition end, List<SourcePosition> steps) {
        return new Refusal(
                        named(end) + " " + resource.held() + " on the path that ends here" + through(end, steps),
                        "call " + resource.methods() + " before each return")
                .at(end);
    }

    Refusal takenAgain(SourcePosition here) {
        return new Refusal(
                        named(here) + " " + resource.held() + " before the next one is taken",
                        "call " + resource.methods() + " in each turn of the loop")
                .at(here);
    }

    Refusal releasedAgain(SourcePosition here) {
        return new Refusal(
                        named(here) + " has already been " + resource.done() + " here",
                        "call " + resource.methods() + " once on every path")
                .at(here);
    }

    Refusal usedAfterwards(SourcePosition here) {
        return new Refusal(
                        named(here) + " is used after it was " + resource.done(),
                        "read and write it before " + resource.methods() + ": afterwards it is no longer the program's")
                .at(here);
    }

    private String named(SourcePosition seen) {
        return resource.what() + " in "
                + (seen.file().equals(taken.file()) ? "line " + taken.line() : taken.fileAndLine());
    }

    private String through(SourcePosition end, List<SourcePosition> steps) {
        List<Integer> lines = steps.stream()
                .filter(step -> step.file().equals(end.file()))
                .filter(step -> !step.sameLine(end) && !step.sameLine(taken))
                .map(SourcePosition::line)
                .distinct()
                .toList();
        if (lines.isEmpty()) return "";
        String listed = lines.stream().limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(", "));
        String more = lines.size() > MOST_LINES ? " and " + (lines.size() - MOST_LINES) + " more" : "";
        return ", by way of line" + (lines.size() > 1 ? "s " : " ") + listed + more;
    }
}
