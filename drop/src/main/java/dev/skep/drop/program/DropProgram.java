package dev.skep.drop.program;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.drop.match.Decision;
import dev.skep.drop.match.Match;
import java.util.List;

/** Drops what matches a rule, and counts it under the first rule that it matches. Loaded and not attached. */
public final class DropProgram {
    /** Most rules of one program. */
    public static final int MOST_RULES = 1024;

    private final Decision decision;
    private final int verdict;
    private final PerCpuArray<Counter> packets;

    /**
     * A program.
     *
     * @param rules in the order in which they are tested
     * @param dryRun count what would be dropped, and drop nothing
     */
    public DropProgram(List<Match> rules, boolean dryRun) {
        if (rules.isEmpty() || rules.size() > MOST_RULES) {
            throw new IllegalArgumentException(rules.size() + " rules; 1 to " + MOST_RULES + " are possible");
        }
        decision = DecisionBuilder.of(rules);
        verdict = dryRun ? XdpContext.PASS : XdpContext.DROP;
        packets = PerCpuArray.of(Counter.class, rules.size() + 1);
    }

    /** How many packets passed, and then how many each rule has dropped: an index is 0, or that of the rule plus 1. */
    public PerCpuArray<Counter> packets() {
        return packets;
    }

    @Xdp
    int packet(XdpContext packet) {
        int rule = decision.decide(packet);
        count(rule);
        return rule == Decision.NONE ? XdpContext.PASS : verdict;
    }

    private void count(int index) {
        Counter counter = packets.get(index);
        if (counter != null) {
            counter.value(counter.value() + 1);
        }
    }
}
