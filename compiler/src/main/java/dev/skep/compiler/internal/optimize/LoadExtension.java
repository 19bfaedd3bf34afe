package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a load extend what it reads where the only use of it is an extension of exactly these bits.
 *
 * <p>Precondition: every block is reachable.
 */
public final class LoadExtension {
    private LoadExtension() {}

    /** Joins such pairs; whether there were any. */
    public static boolean run(Graph graph) {
        Uses uses = Uses.of(graph);
        @Nullable Extend[] extendOfLoad = new Extend[graph.valueCount()];
        boolean found = false;
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Extend extend
                        && extend.operand(0) instanceof Load load
                        && load.size() * Byte.SIZE == extend.fromBits()
                        && uses.count(load) == 1) {
                    extendOfLoad[load.id()] = extend;
                    found = true;
                }
            }
        }
        if (!found) return false;
        Substitution substitution = new Substitution(graph);
        for (Block block : graph.blocks()) {
            join(graph, block.instructions(), extendOfLoad, substitution);
        }
        substitution.apply();
        DeadCode.run(graph);
        return true;
    }

    private static void join(
            Graph graph, List<Instruction> instructions, @Nullable Extend[] extendOfLoad, Substitution substitution) {
        for (int i = 0; i < instructions.size(); i++) {
            if (!(instructions.get(i) instanceof Load load) || load.id() >= extendOfLoad.length) continue;
            Extend extend = extendOfLoad[load.id()];
            if (extend == null) continue;
            Load extending = graph.load(
                    load.position(),
                    load.base(),
                    load.offset(),
                    load.size(),
                    extend.signed(),
                    extend.width(),
                    load.what());
            instructions.set(i, extending);
            substitution.replace(extend, extending);
        }
    }
}
