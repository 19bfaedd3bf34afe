package dev.skep.security.policy.program;

import dev.skep.compiler.hook.CgroupSock;
import dev.skep.compiler.hook.SockContext;

/** Sockets that all processes below a control group close. */
public final class SocketReleaseProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String folder;

    private final HookBody body;

    /** For the control group with this folder. */
    public SocketReleaseProgram(String folder, HookBody body) {
        this.folder = folder;
        this.body = body;
    }

    @CgroupSock(value = "{folder}", at = CgroupSock.Event.RELEASE)
    int policy(SockContext socket) {
        body.run(new WholeContext(socket), socket);
        return SockContext.ALLOW;
    }
}
