package dev.skep.bpf.program;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel knows of a program (struct bpf_prog_info).
 *
 * @param type its number in enum bpf_prog_type, see {@link ProgramType#of}
 * @param id by which bpftool knows it
 * @param name as far as the kernel keeps it
 * @param tag a hash of its instructions
 * @param translatedBytes the size of its instructions after the verifier's changes, in bytes
 * @param jitedBytes the size of its machine code, in bytes; 0 without a JIT compiler
 * @param mapIds the ids of its maps
 * @param btfId the id of its BTF; 0 for none
 * @param runTime how long it ran, counted while {@link RunStatistics} are on
 * @param runCount how often it ran, counted while {@link RunStatistics} are on
 * @param recursionMisses how often it was left out because it was running already
 * @param verifiedInstructions how many instructions the verifier visited; 0 before Linux 5.16
 * @param loadTime when it was loaded, since the machine started (CLOCK_BOOTTIME)
 * @param userId who loaded it
 * @param gplCompatible whether its licence says so
 */
public record ProgramInfo(
        int type,
        int id,
        String name,
        long tag,
        int translatedBytes,
        int jitedBytes,
        List<Integer> mapIds,
        int btfId,
        Duration runTime,
        long runCount,
        long recursionMisses,
        int verifiedInstructions,
        Duration loadTime,
        int userId,
        boolean gplCompatible) {
    private static final int SIZE = 232;
    private static final int MAP_COUNT = 52;
    private static final int MAP_IDS = 56;
    /** The verifier's limit (MAX_USED_MAPS). */
    private static final int MOST_MAPS = 64;

    /** Copies the list. */
    public ProgramInfo {
        mapIds = List.copyOf(mapIds);
    }

    /** The program of this id (BPF_PROG_GET_FD_BY_ID, needs CAP_SYS_ADMIN); empty when there is none. */
    public static Optional<ProgramInfo> ofId(int id) {
        String object = "program " + id;
        CallBuffer attributes = CallBuffer.allocate(12).u32(0, id);
        try (Fd fd = BpfSyscall.open(BpfCommand.PROG_GET_FD_BY_ID, attributes, object)) {
            return Optional.of(read(fd.number(), object));
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** The id of the next program in the system after this one; 0 after the last, and 0 starts. */
    public static int nextId(int id) {
        CallBuffer attributes = CallBuffer.allocate(12).u32(0, id);
        long result = BpfSyscall.invoke(BpfCommand.PROG_GET_NEXT_ID, attributes);
        if (result == -Errno.ENOENT.number()) {
            return 0;
        }
        if (result < 0) {
            throw new SyscallException(BpfCommand.PROG_GET_NEXT_ID.call(), "", (int) -result);
        }
        return attributes.u32(4);
    }

    /**
     * The program that a descriptor refers to (BPF_OBJ_GET_INFO_BY_FD).
     *
     * @param object what to call it in messages
     */
    public static ProgramInfo ofDescriptor(int fd, String object) {
        return read(fd, object);
    }

    static ProgramInfo read(int fd, String object) {
        CallBuffer mapIds = CallBuffer.allocate(MOST_MAPS * Integer.BYTES);
        CallBuffer info = CallBuffer.allocate(SIZE).u32(MAP_COUNT, MOST_MAPS).pointer(MAP_IDS, mapIds);
        CallBuffer attributes = CallBuffer.allocate(16).u32(0, fd).u32(4, SIZE).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, object);
        List<Integer> maps = new ArrayList<>();
        for (int i = 0; i < Math.min(info.u32(MAP_COUNT), MOST_MAPS); i++) {
            maps.add(mapIds.u32(i * Integer.BYTES));
        }
        return new ProgramInfo(
                info.u32(0),
                info.u32(4),
                info.string(64),
                info.u64(8),
                info.u32(20),
                info.u32(16),
                maps,
                info.u32(128),
                Duration.ofNanos(info.u64(192)),
                info.u64(200),
                info.u64(208),
                info.u32(216),
                Duration.ofNanos(info.u64(40)),
                info.u32(48),
                (info.u32(84) & 1) != 0);
    }
}
