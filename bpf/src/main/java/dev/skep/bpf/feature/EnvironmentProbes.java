package dev.skep.bpf.feature;

import dev.skep.bpf.Privileges;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Mmap;
import dev.skep.bpf.sys.PageSize;
import dev.skep.bpf.tracefs.TraceFs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Probes of what programs need around them. */
final class EnvironmentProbes {
    private static final String VMLINUX = "/sys/kernel/btf/vmlinux";
    private static final int BPF_MAP_TYPE_RINGBUF = 27;
    private static final int MAP_CREATE_SIZE = 48;

    private EnvironmentProbes() {}

    static Support rights() {
        Privileges privileges = Privileges.current();
        return privileges.missing().isEmpty()
                ? new Support.Supported("root or all capabilities that are needed")
                : new Support.Inconclusive(privileges.need());
    }

    static Support btf() {
        return new Support.Supported(Btf.vmlinux().typeCount() + " types in " + VMLINUX);
    }

    static Support btfMmap() {
        try (Arena arena = Arena.ofConfined();
                Fd fd = Fd.open(VMLINUX, 0)) {
            MemorySegment page = Mmap.map(fd, 0, PageSize.bytes(), Mmap.PROT_READ, Mmap.MAP_PRIVATE, arena);
            return new Support.Supported("mapped " + page.byteSize() + " bytes of " + VMLINUX);
        }
    }

    static Support traceFs() {
        TraceFs traceFs = TraceFs.instance();
        return new Support.Supported(
                traceFs.isPrivate()
                        ? "by a mount of this process's own, as it is not mounted"
                        : "at " + traceFs.root());
    }

    static Support ringBuffer() {
        CallBuffer attributes = CallBuffer.allocate(MAP_CREATE_SIZE)
                .u32(0, BPF_MAP_TYPE_RINGBUF)
                .u32(12, PageSize.bytes());
        try (Fd map = BpfSyscall.open(BpfCommand.MAP_CREATE, attributes, "ring buffer")) {
            return new Support.Supported("created a " + map.what());
        }
    }
}
