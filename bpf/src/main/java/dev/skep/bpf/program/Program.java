package dev.skep.bpf.program;

import dev.skep.bpf.Errno;
import dev.skep.bpf.KernelException;
import dev.skep.bpf.Privileges;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.VerifierException;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program in the kernel. Who loads it closes it; links and pins keep it alive in the kernel beyond that. Safe for every
 * thread.
 */
public final class Program implements AutoCloseable {
    private final Fd fd;
    private final String name;
    private final ProgramType type;
    private final AttachType attachType;

    private Program(Fd fd, String name, ProgramType type, AttachType attachType) {
        this.fd = fd;
        this.name = name;
        this.type = type;
        this.attachType = attachType;
    }

    /**
     * Loads a program (BPF_PROG_LOAD), after its BTF, and creates those of its maps that do not exist yet. The verifier
     * writes its log only when it refuses.
     *
     * @throws VerifierException when the kernel refuses it
     * @throws UnsupportedFeatureException when it needs a BPF trampoline and the kernel allows none
     */
    public static Program load(ProgramSpec spec) {
        try (ProgramLoad load = new ProgramLoad(spec)) {
            long result = load.run();
            if (result >= 0) {
                return loaded(spec, result);
            }
            LoadLog log = load.runAgainWithLog();
            if (log.result() >= 0) {
                return loaded(spec, log.result());
            }
            throw refused(spec, (int) -result, log.lines());
        }
    }

    /**
     * As {@link #load}, but gives nothing, and asks for no log, when the verifier gives up on a program that is too large for it (E2BIG):
     * for programs of which there is a second version. The log of a million instructions would take seconds.
     */
    public static Optional<Program> loadUnlessTooLarge(ProgramSpec spec) {
        try (ProgramLoad load = new ProgramLoad(spec)) {
            long result = load.run();
            if (result >= 0) {
                return Optional.of(loaded(spec, result));
            }
            return result == -Errno.E2BIG.number() ? Optional.empty() : Optional.of(load(spec));
        }
    }

    private static KernelException refused(ProgramSpec spec, int errno, List<String> log) {
        if (spec.device() != 0 && log.isEmpty()) {
            return new UnsupportedFeatureException(
                    "program " + spec.name() + " on the card of interface " + spec.device(),
                    Errno.nameOf(errno) + ": the device's driver takes no programs for its card");
        }
        boolean silently = errno == Errno.EPERM.number() && log.isEmpty();
        if (silently
                && spec.attachType().needsTrampoline()
                && Privileges.current().mayLoadPrograms()) {
            return new UnsupportedFeatureException(
                    spec.attachType() + " of program " + spec.name(),
                    "refused (EPERM, no verifier log): the kernel does not allow BPF trampolines, usually lockdown");
        }
        return new VerifierException("program " + spec.name(), errno, log);
    }

    private static Program loaded(ProgramSpec spec, long descriptor) {
        Fd fd = Fd.own((int) descriptor, "program " + spec.name());
        return new Program(fd, spec.name(), spec.type(), spec.attachType());
    }

    /**
     * Opens a program that was {@link #pin pinned}.
     *
     * @param path in a BPF file system
     */
    public static Program open(Path path) {
        String object = path.toString();
        CallBuffer attributes = CallBuffer.allocate(16).pointer(0, CallBuffer.of(object));
        return opened(BpfSyscall.open(BpfCommand.OBJ_GET, attributes, object), object);
    }

    /**
     * Opens the program of this id, whoever loaded it (BPF_PROG_GET_FD_BY_ID, since Linux 4.13, needs CAP_SYS_ADMIN); empty when there is
     * none any more.
     */
    public static Optional<Program> open(int id) {
        String object = "program " + id;
        CallBuffer attributes = CallBuffer.allocate(12).u32(0, id);
        try {
            return Optional.of(opened(BpfSyscall.open(BpfCommand.PROG_GET_FD_BY_ID, attributes, object), object));
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Program opened(Fd fd, String object) {
        try {
            ProgramInfo info = ProgramInfo.read(fd.number(), object);
            ProgramType type = ProgramType.of(info.type())
                    .orElseThrow(() -> new UnsupportedFeatureException("program type " + info.type(), "see " + object));
            return new Program(fd, info.name(), type, AttachType.NONE);
        } catch (RuntimeException failure) {
            fd.close();
            throw failure;
        }
    }

    /** Its descriptor, which stays this object's. */
    public int fd() {
        return fd.number();
    }

    /** Its full name, of which the kernel keeps 15 characters. */
    public String name() {
        return name;
    }

    /** The kind of program. */
    public ProgramType type() {
        return type;
    }

    /** Where it was loaded for; NONE for an opened pin, of which the kernel does not tell. */
    public AttachType attachType() {
        return attachType;
    }

    /** Its id, by which bpftool knows it. */
    public int id() {
        return info().id();
    }

    /** What the kernel knows of it now. */
    public ProgramInfo info() {
        return ProgramInfo.read(fd.number(), name);
    }

    /** Runs it on given input (BPF_PROG_TEST_RUN). */
    public TestRun.Result testRun(TestRun run) {
        return run.on(this);
    }

    /**
     * Gives it a name in a BPF file system, so that it outlives this process.
     *
     * @param path not there yet
     */
    public void pin(Path path) {
        CallBuffer attributes = CallBuffer.allocate(16)
                .pointer(0, CallBuffer.of(path.toString()))
                .u32(8, fd.number());
        BpfSyscall.run(BpfCommand.OBJ_PIN, attributes, path.toString());
    }

    /**
     * Makes a map live as long as this program, though no instruction names it (BPF_PROG_BIND_MAP, since Linux 5.10): for what whoever
     * finds the program later has to know of it. {@link ProgramInfo#mapIds} has it then.
     */
    public void bind(BpfMap map) {
        CallBuffer attributes = CallBuffer.allocate(12).u32(0, fd.number()).u32(4, map.fd());
        BpfSyscall.run(BpfCommand.PROG_BIND_MAP, attributes, map + " to " + this);
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return "program " + name + " (" + type + ")";
    }
}
