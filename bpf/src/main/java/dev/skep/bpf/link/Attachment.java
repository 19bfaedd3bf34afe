package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Ioctl;

/** The calls that make a link's descriptor, or exchange its program. */
final class Attachment {
    private static final int LINK_CREATE_SIZE = 16;
    private static final int LINK_CREATE_WITH_COOKIE_SIZE = 24;
    private static final int LINK_UPDATE_SIZE = 16;

    private Attachment() {}

    /** The attributes of BPF_LINK_CREATE that every kind of link has; those of its kind begin at byte 16. */
    static CallBuffer attributes(int size, Program program, int target, AttachType attachType) {
        return CallBuffer.allocate(size).u32(0, program.fd()).u32(4, target).u32(8, attachType.number());
    }

    /** BPF_LINK_CREATE: attaches to a target, which is a descriptor or an interface index. */
    static Fd create(Program program, int target, int attachType, int flags, String hook) {
        CallBuffer attributes = CallBuffer.allocate(LINK_CREATE_SIZE)
                .u32(0, program.fd())
                .u32(4, target)
                .u32(8, attachType)
                .u32(12, flags);
        return BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, hook);
    }

    /** BPF_LINK_CREATE of a kind that not every kernel knows: what it does not know is told with the kernel that does. */
    static Fd open(CallBuffer attributes, String hook, String feature, String since) {
        try {
            return BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, hook);
        } catch (SyscallException failure) {
            if (failure.is(Errno.EOPNOTSUPP) || failure.is(Errno.E2BIG) || failure.is(Errno.EINVAL)) {
                throw new UnsupportedFeatureException(feature, failure.getMessage() + "; since Linux " + since);
            }
            throw failure;
        }
    }

    /**
     * Attaches to a perf event and starts it. The link keeps the event, whose descriptor is closed here.
     *
     * @param cookie what bpf_get_attach_cookie answers
     */
    static Fd create(Program program, Fd event, long cookie, String hook) {
        try (event) {
            CallBuffer attributes = attributes(
                    cookie == 0 ? LINK_CREATE_SIZE : LINK_CREATE_WITH_COOKIE_SIZE,
                    program,
                    event.number(),
                    AttachType.PERF_EVENT);
            if (cookie != 0) {
                attributes.u64(LINK_CREATE_SIZE, cookie);
            }
            Fd link = BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, hook);
            try {
                Ioctl.run(event, Ioctl.PERF_EVENT_IOC_ENABLE, 0);
            } catch (RuntimeException failure) {
                link.close();
                throw failure;
            }
            return link;
        }
    }

    /** BPF_LINK_UPDATE: the link's hook calls another program. */
    static void replace(Fd link, Program next, String hook) {
        CallBuffer attributes =
                CallBuffer.allocate(LINK_UPDATE_SIZE).u32(0, link.number()).u32(4, next.fd());
        BpfSyscall.run(BpfCommand.LINK_UPDATE, attributes, hook);
    }

    /** Refuses a program of the wrong kind before the kernel does it less clearly. */
    static void require(Program program, ProgramType type, String hook) {
        if (program.type() != type) {
            throw new IllegalArgumentException(
                    hook + " takes programs of type " + type + ", and " + program.name() + " is " + program.type());
        }
    }
}
