package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Ioctl;

/** The calls that make a link's descriptor. */
final class Attachment {
    private static final int LINK_CREATE_SIZE = 16;
    private static final int BPF_PERF_EVENT = 41;
    private static final int LINK_UPDATE_SIZE = 12;

    private Attachment() {}

    /** BPF_LINK_CREATE: attaches to a target, which is a descriptor or an interface index. */
    static Fd create(Program program, int target, int attachType, int flags, String hook) {
        CallBuffer attributes = CallBuffer.allocate(LINK_CREATE_SIZE)
                .u32(0, program.fd())
                .u32(4, target)
                .u32(8, attachType)
                .u32(12, flags);
        return BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, hook);
    }

    /** BPF_LINK_UPDATE: exchanges the program of a link. */
    static void replace(Fd link, Program next, String hook) {
        CallBuffer attributes =
                CallBuffer.allocate(LINK_UPDATE_SIZE).u32(0, link.number()).u32(4, next.fd());
        BpfSyscall.run(BpfCommand.LINK_UPDATE, attributes, hook);
    }

    /** Attaches to a perf event and starts it. The link keeps the event, whose descriptor is closed here. */
    static Fd create(Program program, Fd event, String hook) {
        try (event) {
            Fd link = create(program, event.number(), BPF_PERF_EVENT, 0, hook);
            try {
                Ioctl.run(event, Ioctl.PERF_EVENT_IOC_ENABLE, 0);
            } catch (RuntimeException failure) {
                link.close();
                throw failure;
            }
            return link;
        }
    }

    /** Refuses a program of the wrong kind before the kernel does it less clearly. */
    static void require(Program program, ProgramType type, String hook) {
        if (program.type() != type) {
            throw new IllegalArgumentException(
                    hook + " takes programs of type " + type + ", and " + program.name() + " is " + program.type());
        }
    }
}
