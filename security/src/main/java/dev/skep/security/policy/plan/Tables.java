package dev.skep.security.policy.plan;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.process.program.ProcessStates;
import java.util.function.Supplier;

/**
 * What programs look up, and what a plan wants to find there.
 *
 * @param states what is kept of processes
 * @param marks what is to be known of processes
 * @param audiences whom policies are for
 * @param groups whom they are for, by control group
 * @param baselines what processes begin with: asked for if a policy wants to know what has changed
 */
public record Tables(
        ProcessStates states,
        MarkTable marks,
        AudienceTable audiences,
        HashMap<Long, Counter> groups,
        Supplier<Baselines> baselines) {}
