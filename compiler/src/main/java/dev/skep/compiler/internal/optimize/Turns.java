package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;

/**
 * How often a loop goes round at most.
 *
 * <p>A counter is a parameter of the header that grows or shrinks by a constant on every way back. Where control goes back it lies in
 * some range, and it is another number each time, so the loop goes round as often as numbers of that distance fit into the range.
 */
final class Turns {
    /** Nothing tells. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private Turns() {}

    /** A bound for {@code loop}, or {@link #UNKNOWN}. */
    static long of(NaturalLoop loop, Ranges ranges) {
        long best = UNKNOWN;
        for (int i = 0; i < loop.header().parameters().size(); i++) {
            best = Math.min(best, of(loop, loop.header().parameters().get(i), i, ranges));
        }
        return best;
    }

    private static long of(NaturalLoop loop, Parameter counter, int index, Ranges ranges) {
        long step = 0;
        Range range = Range.EMPTY;
        for (Block latch : loop.latches()) {
            for (Edge edge : latch.terminator().edges()) {
                if (edge.target() != loop.header()) continue;
                long found = step(edge.arguments().get(index), counter);
                if (found == 0 || (step != 0 && found != step)) return UNKNOWN;
                step = found;
                range = range.union(ranges.at(counter, latch, edge));
            }
        }
        if (range.isEmpty() || step == 0) return UNKNOWN;
        Range all = Range.all(counter.width());
        boolean wraps = step > 0 ? range.most() > all.most() - step : range.least() < all.least() - step;
        if (wraps) return UNKNOWN;
        long distance = range.most() - range.least();
        return distance < 0 ? UNKNOWN : distance / Math.abs(step) + 1;
    }

    private static long step(Value next, Parameter counter) {
        if (!(next instanceof Binary binary) || binary.width() != counter.width()) return 0;
        if (!binary.left().equals(counter) || !(binary.right() instanceof Constant constant)) return 0;
        long distance = constant.value();
        if (distance != (int) distance) return 0;
        return switch (binary.operation()) {
            case ADD -> distance;
            case SUBTRACT -> -distance;
            default -> 0;
        };
    }
}
