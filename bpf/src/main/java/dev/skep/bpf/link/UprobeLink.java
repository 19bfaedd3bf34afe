package dev.skep.bpf.link;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.List;

/**
 * A program at an instruction of a program or library file, or at the return of a function of it, in every process that
 * maps the file or in one process with all its threads.
 *
 * <p>Since Linux 5.15 (perf_event_open with the uprobe source, BPF_LINK_CREATE). A place with a semaphore needs the format
 * ref_ctr_offset of that source, since 4.20.
 */
public final class UprobeLink implements PinnableLink {
    /** Every process that maps the file, now or later. */
    public static final int EVERY_PROCESS = -1;

    private final Fd fd;
    private final String hook;
    private final String place;

    private UprobeLink(Fd fd, String hook, String place) {
        this.fd = fd;
        this.hook = hook;
        this.place = place;
    }

    /**
     * Attaches to an instruction.
     *
     * @param binary the program or library
     * @param place the instruction; for a return, the function's first
     * @param pid the process, or {@link #EVERY_PROCESS}
     * @param onReturn whether to run when the function returns
     * @throws UnsupportedFeatureException when this kernel has no uprobes, or somebody is attached there with another counter
     */
    public static UprobeLink attach(Program program, Path binary, UprobePlace place, int pid, boolean onReturn) {
        String hook = (onReturn ? "uretprobe " : "uprobe ") + binary + "+0x" + Long.toHexString(place.fileOffset());
        Attachment.require(program, ProgramType.KPROBE, hook);
        Fd opened = UprobeEvent.open(binary, place, pid, onReturn, hook);
        return new UprobeLink(Attachment.create(program, opened, place.cookie(), hook), hook, place.name());
    }

    /**
     * Attaches to an instruction.
     *
     * @param fileOffset of the instruction in the file, in bytes; for a return, of the function's first instruction
     * @throws UnsupportedFeatureException when this kernel has no uprobes
     */
    public static UprobeLink attach(Program program, Path binary, long fileOffset, int pid, boolean onReturn) {
        return attach(program, binary, UprobePlace.at(fileOffset), pid, onReturn);
    }

    /**
     * Attaches to a function by its name in the file's symbol tables.
     *
     * @throws IllegalArgumentException when the file has no such function
     */
    public static UprobeLink attach(Program program, Path binary, String symbol, int pid, boolean onReturn) {
        UprobePlace place;
        try (ElfFile file = ElfFile.open(binary)) {
            place = UprobePlace.in(file, symbol, 0);
        }
        return attach(program, binary, place, pid, onReturn);
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public List<String> places() {
        return List.of(place);
    }

    @Override
    public void pin(Path path) {
        LinkPin.pin(fd, path);
    }

    @Override
    public void close() {
        fd.close();
    }
}
