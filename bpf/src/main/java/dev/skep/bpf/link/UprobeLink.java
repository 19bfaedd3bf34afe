package dev.skep.bpf.link;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSymbol;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A program at an instruction of a program or library file, or at the return of a function of it, in every process that
 * maps the file or in one process.
 *
 * <p>Since Linux 5.15 (perf_event_open with the uprobe source, BPF_LINK_CREATE).
 */
public final class UprobeLink implements Link {
    /** Every process that maps the file, now or later. */
    public static final int EVERY_PROCESS = -1;

    private final Fd fd;
    private final String hook;

    private UprobeLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /**
     * Attaches to an instruction.
     *
     * @param binary the program or library
     * @param fileOffset of the instruction in the file, in bytes; for a return, of the function's first instruction
     * @param pid the process, or {@link #EVERY_PROCESS}
     * @param onReturn whether to run when the function returns
     * @throws UnsupportedFeatureException when this kernel has no uprobes
     */
    public static UprobeLink attach(Program program, Path binary, long fileOffset, int pid, boolean onReturn) {
        String hook = (onReturn ? "uretprobe " : "uprobe ") + binary + "+0x" + Long.toHexString(fileOffset);
        Attachment.require(program, ProgramType.KPROBE, hook);
        Fd event = new ProbeSource("uprobe")
                .event(onReturn)
                .target(binary.toString())
                .targetOffset(fileOffset)
                .open(pid, pid == EVERY_PROCESS ? 0 : -1, hook);
        return new UprobeLink(Attachment.create(program, event, hook), hook);
    }

    /**
     * Attaches to a function by its name in the file's symbol tables.
     *
     * @throws IllegalArgumentException when the file has no such function
     */
    public static UprobeLink attach(Program program, Path binary, String symbol, int pid, boolean onReturn) {
        long offset;
        try (ElfFile file = ElfFile.open(binary)) {
            ElfSymbol found = file.symbol(symbol)
                    .orElseThrow(() -> new IllegalArgumentException(binary + " has no symbol " + symbol));
            offset = file.fileOffset(found);
        }
        return attach(program, binary, offset, pid, onReturn);
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void close() {
        fd.close();
    }
}
