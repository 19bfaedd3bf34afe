package dev.skep.security.policy.program;

import dev.skep.bpf.link.Direction;
import dev.skep.compiler.hook.CgroupSkb;
import dev.skep.compiler.hook.CgroupSkbContext;

/** Packets that sockets of all processes below a control group send. */
public final class EgressProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String folder;

    private final HookBody body;

    /** For the control group with this folder. */
    public EgressProgram(String folder, HookBody body) {
        this.folder = folder;
        this.body = body;
    }

    @CgroupSkb(value = "{folder}", direction = Direction.EGRESS)
    int policy(CgroupSkbContext packet) {
        body.run(new WholeContext(packet), packet);
        return CgroupSkbContext.ALLOW;
    }
}
