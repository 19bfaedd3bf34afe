package dev.skep.bpf.program;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;

/**
 * What the kernel says of a loaded BTF (struct bpf_btf_info, BPF_OBJ_GET_INFO_BY_FD).
 *
 * @param kernel whether it is vmlinux's or a module's (Linux 5.11), and not a program's or a map's
 * @param name "vmlinux" or the name of a module; empty for others
 * @param bytes the size of its blob
 */
public record BtfInfo(boolean kernel, String name, int bytes) {
    private static final int INFO_SIZE = 32;
    private static final int BTF_SIZE = 8;
    private static final int NAME = 16;
    private static final int NAME_LENGTH = 24;
    private static final int KERNEL_BTF = 28;
    private static final int NAME_BYTES = 64;

    /**
     * Of an open one.
     *
     * @param what it is, for messages
     */
    public static BtfInfo of(int fd, String what) {
        CallBuffer name = CallBuffer.allocate(NAME_BYTES);
        CallBuffer info = CallBuffer.allocate(INFO_SIZE).pointer(NAME, name).u32(NAME_LENGTH, NAME_BYTES);
        call(fd, info, what);
        boolean kernel = info.u32(KERNEL_BTF) != 0;
        return new BtfInfo(kernel, kernel ? name.string(0) : "", info.u32(BTF_SIZE));
    }

    /** The blob of an open one. */
    public byte[] blob(int fd, String what) {
        CallBuffer blob = CallBuffer.allocate(bytes);
        call(fd, CallBuffer.allocate(INFO_SIZE).pointer(0, blob).u32(BTF_SIZE, bytes), what);
        return blob.copy(0, bytes);
    }

    private static void call(int fd, CallBuffer info, String what) {
        CallBuffer attributes =
                CallBuffer.allocate(16).u32(0, fd).u32(4, INFO_SIZE).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, what);
    }
}
