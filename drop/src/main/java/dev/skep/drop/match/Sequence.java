package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;
import java.util.List;

/** Decisions tried in their order, until one is a rule. */
public record Sequence(List<Decision> decisions) implements Decision {
    /** Copies the list. */
    public Sequence {
        decisions = List.copyOf(decisions);
    }

    @Override
    public int decide(XdpContext packet) {
        for (Decision decision : decisions) {
            int rule = decision.decide(packet);
            if (rule != NONE) {
                return rule;
            }
        }
        return NONE;
    }
}
