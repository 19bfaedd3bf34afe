package dev.skep.security.policy.program;

import dev.skep.compiler.hook.CgroupSockAddr;
import dev.skep.compiler.hook.SockAddrContext;

/** connect(2) of sockets of IPv4, by all processes below a control group. */
public final class Connect4Program {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String folder;

    private final HookBody body;

    /** For the control group with this folder. */
    public Connect4Program(String folder, HookBody body) {
        this.folder = folder;
        this.body = body;
    }

    @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.CONNECT4)
    int policy(SockAddrContext context) {
        return new ConnectContext(context, false).verdict(body);
    }
}
