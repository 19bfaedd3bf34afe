package dev.skep.bpf.link;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.FdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * A program that the kernel calls for each element of one of its lists (processes, sockets, the elements of a map) when
 * user space asks for it; what the program writes is what user space reads. Reading takes a snapshot that is consistent
 * for each element, not as a whole.
 *
 * <p>Since Linux 5.8 (BPF_TRACE_ITER, BPF_ITER_CREATE); tasks of one process since 6.1. Lists that this kernel has are the
 * functions bpf_iter_... of its BTF.
 */
public final class IteratorLink implements ReplaceableLink {
    private static final int ATTRIBUTES_SIZE = 28;
    private static final int INFO = 16;
    private static final int INFO_LENGTH = 24;
    private static final int MAP_INFO_SIZE = 4;
    private static final int TASK_INFO_SIZE = 12;
    private static final int TASK_PID = 4;

    private final Fd fd;
    private final String hook;

    private IteratorLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /** Makes the whole list readable. */
    public static IteratorLink attach(Program program) {
        return create(program, CallBuffer.allocate(MAP_INFO_SIZE), 0, "iterator " + program.name());
    }

    /** Makes the elements of one map readable: for programs of the list bpf_map_elem. */
    public static IteratorLink attach(Program program, BpfMap map) {
        CallBuffer info = CallBuffer.allocate(MAP_INFO_SIZE).u32(0, map.fd());
        return create(program, info, MAP_INFO_SIZE, "iterator " + program.name() + " of map " + map.name());
    }

    /** Makes the threads of one process readable, or their files or memory: for the lists task, task_file, task_vma. */
    public static IteratorLink attach(Program program, int pid) {
        CallBuffer info = CallBuffer.allocate(TASK_INFO_SIZE).u32(TASK_PID, pid);
        return create(program, info, TASK_INFO_SIZE, "iterator " + program.name() + " of process " + pid);
    }

    private static IteratorLink create(Program program, CallBuffer info, int infoLength, String hook) {
        Attachment.require(program, ProgramType.TRACING, hook);
        CallBuffer attributes = Attachment.attributes(ATTRIBUTES_SIZE, program, 0, AttachType.TRACE_ITER);
        if (infoLength > 0) {
            attributes.pointer(INFO, info).u32(INFO_LENGTH, infoLength);
        }
        return new IteratorLink(BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, hook), hook);
    }

    /** What the program writes while it walks the list once, now; who opens it closes it. */
    public InputStream open() {
        CallBuffer attributes = CallBuffer.allocate(8).u32(0, fd.number());
        return new FdInputStream(BpfSyscall.open(BpfCommand.ITER_CREATE, attributes, hook));
    }

    /**
     * Walks the list once and hands over each record that the program writes.
     *
     * @param type what the program writes by bpf_seq_write, alone
     * @param sink gets a view that is good until it returns
     * @throws IllegalStateException when what was written is no whole number of records
     */
    public <T extends Struct> void forEach(Class<T> type, Consumer<? super T> sink) {
        Flyweight<T> flyweight = Flyweight.of(type);
        int size = flyweight.layout().size();
        long[] words = new long[(size + 7) / 8];
        MemorySegment target = MemorySegment.ofArray(words);
        T view = flyweight.at(target, 0);
        try (InputStream records = open()) {
            for (byte[] record = records.readNBytes(size); record.length > 0; record = records.readNBytes(size)) {
                if (record.length < size) {
                    throw new IllegalStateException(hook + " ends in the middle of a record: " + record.length
                            + " bytes, and " + type.getSimpleName() + " has " + size);
                }
                target.asSlice(0, size).copyFrom(MemorySegment.ofArray(record));
                sink.accept(view);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(hook, failure);
        }
    }

    @Override
    public void replace(Program next) {
        Attachment.require(next, ProgramType.TRACING, hook);
        Attachment.replace(fd, next, hook);
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
