package dev.skep.bpf.inspect;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.map.MapInfo;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program, map or link of anybody's, held open for a look. Who opens it closes it; as long as it is open, it stays in the
 * kernel, though its owner may have gone. Safe for every thread.
 */
public final class KernelObject implements AutoCloseable {
    private static final int BPF_F_RDONLY = 1 << 3;
    private static final int ID_SIZE = 12;
    private static final int OPEN_FLAGS = 8;
    private static final int PATH_SIZE = 16;
    private static final int FILE_FLAGS = 12;

    private final ObjectKind kind;
    private final Fd fd;

    private KernelObject(ObjectKind kind, Fd fd) {
        this.kind = kind;
        this.fd = fd;
    }

    /**
     * Opens the object of this id (BPF_PROG_GET_FD_BY_ID and its siblings), a map for reading only; empty when there is none
     * any more, or when it is a link that is not attached yet.
     *
     * @throws SyscallException EPERM without CAP_SYS_ADMIN
     */
    public static Optional<KernelObject> open(ObjectKind kind, int id) {
        CallBuffer attributes = CallBuffer.allocate(ID_SIZE).u32(0, id);
        if (kind == ObjectKind.MAP) {
            attributes.u32(OPEN_FLAGS, BPF_F_RDONLY);
        }
        String what = kind.word() + " " + id;
        long result = BpfSyscall.invoke(kind.open(), attributes);
        // EAGAIN: a link that is still in the making (bpf_link_by_id of kernel/bpf/syscall.c v6.18).
        if (result == -Errno.ENOENT.number() || (kind == ObjectKind.LINK && result == -Errno.EAGAIN.number())) {
            return Optional.empty();
        }
        if (result < 0) {
            throw new SyscallException(kind.open().call(), what, (int) -result);
        }
        return Optional.of(new KernelObject(kind, Fd.own((int) result, what)));
    }

    /**
     * Opens what is pinned at a path (BPF_OBJ_GET), whatever its kind; empty when the pin is of none of the kinds.
     *
     * @throws SyscallException ENOENT when there is no such file, EINVAL when it is no pin, EPERM without rights
     */
    public static Optional<KernelObject> open(Path pin) {
        String what = pin.toString();
        CallBuffer attributes = CallBuffer.allocate(PATH_SIZE).pointer(0, CallBuffer.of(what));
        long result = BpfSyscall.invoke(BpfCommand.OBJ_GET, attributes.u32(FILE_FLAGS, BPF_F_RDONLY));
        if (result == -Errno.EINVAL.number()) {
            // Only maps can be opened for reading alone.
            result = BpfSyscall.invoke(BpfCommand.OBJ_GET, attributes.u32(FILE_FLAGS, 0));
        }
        if (result < 0) {
            throw new SyscallException(BpfCommand.OBJ_GET.call(), what, (int) -result);
        }
        Fd fd = Fd.own((int) result, what);
        Optional<KernelObject> object = describe(fd).object().map(reference -> new KernelObject(reference.kind(), fd));
        if (object.isEmpty()) {
            fd.close();
        }
        return object;
    }

    private static DescriptorInfo describe(Fd fd) {
        try {
            return new DescriptorInfo(Files.readString(Path.of("/proc/self/fdinfo/" + fd.number())));
        } catch (IOException unreadable) {
            // Without /proc nothing is known of memory and pins; the rest is still worth having.
            return new DescriptorInfo("");
        }
    }

    /** What it is. */
    public ObjectKind kind() {
        return kind;
    }

    /** Its descriptor, which stays this object's. */
    public int fd() {
        return fd.number();
    }

    /** Its id, by which bpftool knows it; 0 when /proc is not there to say it. */
    public int id() {
        return describe(fd).object().map(DescriptorInfo.Reference::id).orElse(0);
    }

    /** Bytes of kernel memory that it takes (memlock in /proc/PID/fdinfo); 0 for links. */
    public long memoryBytes() {
        return describe(fd).number("memlock:", 0);
    }

    /** Whether it is a map that user space may not write any more (BPF_MAP_FREEZE). */
    public boolean frozen() {
        return describe(fd).number("frozen:", 0) != 0;
    }

    /** What the kernel knows of it, for a program. */
    public ProgramInfo programInfo() {
        require(ObjectKind.PROGRAM);
        return ProgramInfo.ofDescriptor(fd.number(), fd.what());
    }

    /** What the kernel knows of it, for a map. */
    public MapInfo mapInfo() {
        require(ObjectKind.MAP);
        return MapInfo.ofDescriptor(fd.number(), fd.what());
    }

    /** What the kernel knows of it, for a link. */
    public LinkInfo linkInfo() {
        require(ObjectKind.LINK);
        return LinkInfoReader.read(fd.number(), fd.what());
    }

    private void require(ObjectKind wanted) {
        if (kind != wanted) {
            throw new IllegalStateException(fd.what() + " is a " + kind.word() + ", not a " + wanted.word());
        }
    }

    /** Gives up the descriptor; a second call does nothing. */
    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return fd.what();
    }
}
