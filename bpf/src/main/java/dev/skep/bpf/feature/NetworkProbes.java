package dev.skep.bpf.feature;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;

/** Probes of the hooks of networks and cgroups. Attaching would touch traffic, so it is never done. */
final class NetworkProbes {
    private static final int NO_DEVICE = Integer.MAX_VALUE;
    private static final int LINK_CREATE_SIZE = 16;

    private NetworkProbes() {}

    static Support load(ProgramType type, AttachType attachType) {
        try (Program program = ProbePrograms.load(type, attachType)) {
            return new Support.Supported("loaded " + program);
        }
    }

    static Support xdpFragments() {
        try (Program program = ProbePrograms.loadWithFragments()) {
            return new Support.Supported("loaded " + program + " with BPF_F_XDP_HAS_FRAGS");
        }
    }

    /** A kernel that knows the hook looks for the device and does not find it; another refuses the hook first. */
    static Support device(AttachType attachType) {
        try (Program program = ProbePrograms.load(ProgramType.SCHED_CLS, AttachType.NONE)) {
            CallBuffer attributes = CallBuffer.allocate(LINK_CREATE_SIZE)
                    .u32(0, program.fd())
                    .u32(4, NO_DEVICE)
                    .u32(8, attachType.number());
            try (Fd link = BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, attachType.toString())) {
                return new Support.Supported("attached " + link.what());
            } catch (SyscallException failure) {
                if (failure.is(Errno.ENODEV)) {
                    return new Support.Supported("asked for a device");
                }
                throw failure;
            }
        }
    }
}
