package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Argument;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import java.util.Optional;
import java.util.Set;

/**
 * Why a loop cannot run as a function of its own.
 *
 * <p>The verifier of the kernels that need it (before Linux 6.8) looks at such a function once, so all that changes from turn to turn has
 * to be unknown to it from the first turn on. A number can be made unknown, an address cannot.
 */
final class LoopObstacles {
    private static final String MEND =
            "carry an index, and compute the address from it in each turn; Linux 6.4 or newer needs no function for this loop";

    /** A reason and what to do about it. */
    record Obstacle(String reason, String mend) {}

    private final Graph graph;
    private final NaturalLoop loop;
    private final Addresses addresses;

    LoopObstacles(Graph graph, NaturalLoop loop, Addresses addresses) {
        this.graph = graph;
        this.loop = loop;
        this.addresses = addresses;
    }

    /** The first that is found. */
    Optional<Obstacle> first() {
        for (Parameter parameter : loop.header().parameters()) {
            if (addresses.contains(parameter)) return found("it carries an address from one turn to the next");
        }
        for (Value value : LoopValues.usedBehind(graph, loop)) {
            if (addresses.contains(value)) return found("an address that one of its turns finds is used behind it");
        }
        Set<StackSlot> outside = LoopValues.slotsOutside(graph, loop);
        for (Block block : loop.body()) {
            for (Instruction instruction : block.instructions()) {
                if (!(instruction instanceof Store store) || !maybeStack(store.base())) continue;
                if (!(root(store.base()) instanceof StackAddress address)) {
                    return found("its turns write to a struct of which only the address is known");
                }
                boolean kept = outside.contains(address.slot());
                if (kept && addresses.contains(store.value())) return found("its turns keep an address on the stack");
            }
        }
        return Optional.empty();
    }

    private static Optional<Obstacle> found(String reason) {
        return Optional.of(new Obstacle(reason, MEND));
    }

    private static Value root(Value address) {
        Value at = address;
        while (at instanceof Binary binary) at = binary.left();
        return at;
    }

    /** Whether an address may point to the stack, the caller's included. */
    private static boolean maybeStack(Value address) {
        Value at = root(address);
        while (at instanceof Load load) at = root(load.base());
        return at instanceof StackAddress || at instanceof Argument || at instanceof Parameter;
    }
}
