package dev.skep.bpf.inspect;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.ModuleBtf;
import dev.skep.bpf.program.BtfInfo;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.util.Optional;

/**
 * Types that are loaded in the kernel: a program's, a map's, the kernel's own, a module's. Since Linux 4.18
 * (BPF_BTF_GET_FD_BY_ID); needs CAP_SYS_ADMIN.
 *
 * @param owner "vmlinux" for the kernel's own, the name of a module for its (Linux 5.11); empty for those that came with a
 *     program or a map
 * @param types the types, those of a module behind the kernel's own; empty if the module has gone
 */
public record LoadedBtf(String owner, Optional<Btf> types) {
    private static final String KERNEL = "vmlinux";

    /** The BTF of this id; empty when there is none any more. */
    public static Optional<LoadedBtf> ofId(int id) {
        String what = "BTF " + id;
        CallBuffer attributes = CallBuffer.allocate(12).u32(0, id);
        try (Fd fd = BpfSyscall.open(BpfCommand.BTF_GET_FD_BY_ID, attributes, what)) {
            return Optional.of(read(fd.number(), what));
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static LoadedBtf read(int fd, String what) {
        BtfInfo info = BtfInfo.of(fd, what);
        if (!info.kernel()) return new LoadedBtf("", Optional.of(Btf.parse(info.blob(fd, what))));
        // Megabytes that this process may have read already, from a file that can be mapped.
        return new LoadedBtf(
                info.name(),
                info.name().equals(KERNEL)
                        ? Optional.of(Btf.vmlinux())
                        : ModuleBtf.of(info.name()).map(ModuleBtf::types));
    }
}
