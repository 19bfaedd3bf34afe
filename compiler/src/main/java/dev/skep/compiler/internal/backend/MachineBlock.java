package dev.skep.compiler.internal.backend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of machine instructions.
 *
 * <p>Its last instruction is a conditional jump exactly when {@link #taken} is set; it is an exit exactly when {@link
 * #next} is not. Otherwise control goes on to {@link #next}.
 */
final class MachineBlock {
    /** Index in the function's list, kept up to date by whoever changes the list. */
    int index;

    /** How many loops contain the block. */
    int loopDepth;

    List<MachineInstruction> code = new ArrayList<>();

    /** Where the conditional jump at the end leads when its condition holds. */
    @Nullable
    MachineBlock taken;

    /** Where control goes on otherwise. */
    @Nullable
    MachineBlock next;

    /** The conditional jump of a block with two successors. */
    MachineInstruction branch() {
        return code.getLast();
    }
}
