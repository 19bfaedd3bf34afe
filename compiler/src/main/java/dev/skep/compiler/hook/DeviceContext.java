package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;

/** The use of a device file, {@code struct bpf_cgroup_dev_ctx}. */
public interface DeviceContext extends Struct {
    /** The call fails with EPERM. */
    int DENY = 0;

    /** The call goes on. */
    int ALLOW = 1;

    /** BPF_DEVCG_DEV_BLOCK, of {@link #kind}: a block device. */
    int BLOCK = 1;

    /** BPF_DEVCG_DEV_CHAR, of {@link #kind}: a character device. */
    int CHARACTER = 2;

    /** BPF_DEVCG_ACC_MKNOD, a bit of {@link #access}: the file is made. */
    int MKNOD = 1;

    /** BPF_DEVCG_ACC_READ, a bit of {@link #access}: it is opened for reading. */
    int READ = 2;

    /** BPF_DEVCG_ACC_WRITE, a bit of {@link #access}: it is opened for writing. */
    int WRITE = 4;

    /** The access and the kind in one number: {@code access << 16 | kind}. */
    int accessType();

    /** {@link #BLOCK} or {@link #CHARACTER}. */
    default int kind() {
        return accessType() & 0xffff;
    }

    /** Bits of {@link #MKNOD}, {@link #READ}, {@link #WRITE}. */
    default int access() {
        return accessType() >>> 16;
    }

    /** The device's major number. */
    int major();

    /** The device's minor number. */
    int minor();
}
