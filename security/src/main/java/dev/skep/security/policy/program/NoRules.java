package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Struct;
import java.util.List;

/** Stands where rules were: for the kernel it is quicker to exchange a program than to take it away. */
public record NoRules() implements HookBody {
    @Override
    public List<BpfMap> own() {
        return List.of();
    }

    @Override
    public HookBody form() {
        return this;
    }

    @Override
    public int run(HookContext context, Struct raw) {
        return 0;
    }
}
