package dev.skep.bpf.program;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Descriptors of the types of kernel modules, which tell BPF_PROG_LOAD in whose types an id is meant; each keeps its module from being
 * removed. Finding one takes CAP_SYS_ADMIN.
 */
final class ModuleTypes implements AutoCloseable {
    private static final int NEXT_SIZE = 12;
    private static final int NEXT_ID = 4;

    private final Map<String, Fd> open = new LinkedHashMap<>();

    /**
     * The descriptor for {@code module}.
     *
     * @throws UnsupportedFeatureException when it is not loaded, or was built without BTF
     */
    int fd(String module) {
        return open.computeIfAbsent(module, ModuleTypes::find).number();
    }

    private static Fd find(String module) {
        String what = "BTF of module " + module;
        CallBuffer attributes = CallBuffer.allocate(NEXT_SIZE);
        while (true) {
            long result = BpfSyscall.invoke(BpfCommand.BTF_GET_NEXT_ID, attributes);
            if (result == -Errno.ENOENT.number()) {
                throw new UnsupportedFeatureException(
                        what, "the kernel has none that is called like this: lsmod lists modules");
            }
            if (result < 0) throw new SyscallException(BpfCommand.BTF_GET_NEXT_ID.call(), what, (int) -result);
            int id = attributes.u32(NEXT_ID);
            long opened = BpfSyscall.invoke(
                    BpfCommand.BTF_GET_FD_BY_ID, CallBuffer.allocate(NEXT_SIZE).u32(0, id));
            attributes.u32(0, id);
            // It may have gone meanwhile.
            if (opened == -Errno.ENOENT.number()) continue;
            if (opened < 0) throw new SyscallException(BpfCommand.BTF_GET_FD_BY_ID.call(), what, (int) -opened);
            Fd fd = Fd.own((int) opened, what);
            if (BtfInfo.of(fd.number(), what).name().equals(module)) return fd;
            fd.close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(Fd::close);
    }
}
