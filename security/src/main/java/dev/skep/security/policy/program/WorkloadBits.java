package dev.skep.security.policy.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;

/**
 * Which policies, and parts of policies, the process's control group is one of: a bit for each.
 *
 * @param groups the bits by control group, which user space keeps; a group that is not there is one of none
 */
public record WorkloadBits(HashMap<Long, Counter> groups) implements NumberReader {
    @Override
    public long read(HookContext context) {
        Counter bits = groups.get(Helpers.getCurrentCgroupId());
        return bits == null ? 0 : bits.value();
    }

    @Override
    public int cost() {
        return Cost.HELPER + Cost.LOOKUP;
    }

    @Override
    public String toString() {
        return "workload";
    }
}
