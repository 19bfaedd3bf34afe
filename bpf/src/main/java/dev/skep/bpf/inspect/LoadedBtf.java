package dev.skep.bpf.inspect;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.btf.Btf;
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
 * @param types the types; empty for a module's, which continue the kernel's ids and are not read
 */
public record LoadedBtf(String owner, Optional<Btf> types) {
    private static final String KERNEL = "vmlinux";
    private static final int INFO_SIZE = 32;
    private static final int BTF_SIZE = 8;
    private static final int NAME = 16;
    private static final int NAME_LENGTH = 24;
    private static final int KERNEL_BTF = 28;
    private static final int NAME_BYTES = 64;

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
        CallBuffer name = CallBuffer.allocate(NAME_BYTES);
        CallBuffer info = CallBuffer.allocate(INFO_SIZE).pointer(NAME, name).u32(NAME_LENGTH, NAME_BYTES);
        call(fd, info, what);
        if (info.u32(KERNEL_BTF) != 0) {
            String owner = name.string(0);
            // Megabytes that this process may have read already, from a file that can be mapped.
            return new LoadedBtf(owner, owner.equals(KERNEL) ? Optional.of(Btf.vmlinux()) : Optional.empty());
        }
        CallBuffer blob = CallBuffer.allocate(info.u32(BTF_SIZE));
        call(fd, CallBuffer.allocate(INFO_SIZE).pointer(0, blob).u32(BTF_SIZE, blob.size()), what);
        return new LoadedBtf("", Optional.of(Btf.parse(blob.copy(0, blob.size()))));
    }

    private static void call(int fd, CallBuffer info, String what) {
        CallBuffer attributes =
                CallBuffer.allocate(16).u32(0, fd).u32(4, INFO_SIZE).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, what);
    }
}
