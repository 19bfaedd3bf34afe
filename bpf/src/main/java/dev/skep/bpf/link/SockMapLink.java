package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.SockHash;
import dev.skep.bpf.map.SockMap;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;

/**
 * A program for the data of all sockets in a {@link SockMap} or {@link SockHash}: SK_MSG_VERDICT for what they send,
 * SK_SKB_STREAM_PARSER with SK_SKB_STREAM_VERDICT, or SK_SKB_VERDICT, for what they receive.
 *
 * <p>BPF_PROG_ATTACH, since Linux 4.14. The map holds the program, also beyond the end of the process while the map is pinned; sockets
 * that were put in before the program keep going without it. Close the link before the map.
 */
public final class SockMapLink implements ReplaceableLink {
    private static final int SIZE = 16;

    private final int map;
    private final AttachType type;
    private final String hook;
    private Program program;
    private boolean closed;

    private SockMapLink(int map, AttachType type, Program program, String hook) {
        this.map = map;
        this.type = type;
        this.program = program;
        this.hook = hook;
    }

    /** Attaches. */
    public static SockMapLink attach(Program program, AttachType type, SockMap map) {
        return attachTo(program, type, map);
    }

    /** Attaches. */
    public static SockMapLink attach(Program program, AttachType type, SockHash<?> map) {
        return attachTo(program, type, map);
    }

    private static SockMapLink attachTo(Program program, AttachType type, BpfMap map) {
        SockMapLink link = new SockMapLink(map.fd(), type, program, type + " of " + map);
        link.run(BpfCommand.PROG_ATTACH, program);
        return link;
    }

    private void run(BpfCommand command, Program subject) {
        BpfSyscall.run(
                command,
                CallBuffer.allocate(SIZE).u32(0, map).u32(4, subject.fd()).u32(8, type.number()),
                hook);
    }

    @Override
    public synchronized void replace(Program next) {
        Attachment.require(next, program.type(), hook);
        run(BpfCommand.PROG_ATTACH, next);
        program = next;
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            run(BpfCommand.PROG_DETACH, program);
        } catch (SyscallException failure) {
            if (!failure.is(Errno.ENOENT)) {
                throw failure;
            }
        }
    }
}
