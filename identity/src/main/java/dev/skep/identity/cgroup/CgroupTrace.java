package dev.skep.identity.cgroup;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.identity.Cgroup;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Changes of the tree as the kernel makes them: complete, in order, with the id of the group. */
public final class CgroupTrace implements CgroupChanges {
    private final Loaded<CgroupSnoop> loaded;
    private final RingBufferReader<CgroupEvent> reader;
    private final CgroupEvent record = Flyweight.of(CgroupEvent.class).allocate();

    private CgroupTrace(Loaded<CgroupSnoop> loaded) {
        this.loaded = loaded;
        reader = loaded.program().events.reader();
    }

    /** Loads the program and attaches it. */
    public static CgroupTrace start(Hierarchy hierarchy) {
        return new CgroupTrace(Kernel.load(new CgroupSnoop(hierarchy.number())));
    }

    /** What {@link #start} would load, compiled only; needs no rights. */
    public static List<CompiledProgram> compile(Hierarchy hierarchy) {
        return Kernel.compile(new CgroupSnoop(hierarchy.number()));
    }

    @Override
    public void poll(Duration timeout, Sink sink) {
        reader.pollRaw(timeout, (memory, offset, length) -> send(memory, offset, length, sink));
    }

    private void send(MemorySegment memory, long offset, int length, Sink sink) {
        if (length < CgroupSnoop.HEADER) {
            throw new MalformedInputException("record of a control group", length, "it ends within its header");
        }
        Flyweight.of(CgroupEvent.class).move(record, memory, offset);
        int bytes = record.length();
        if (bytes > length - CgroupSnoop.HEADER) {
            throw new MalformedInputException(
                    "record of a control group", length, "it ends within its path of " + bytes + " bytes");
        }
        byte[] path = new byte[bytes];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset + CgroupSnoop.HEADER, path, 0, bytes);
        Cgroup group = new Cgroup(record.id(), new String(path, StandardCharsets.UTF_8));
        if (record.kind() == CgroupEvent.REMOVED) {
            sink.removed(group);
        } else {
            sink.made(group);
        }
    }

    @Override
    public String way() {
        return "tracepoints of control groups";
    }

    @Override
    public List<ProgramInfo> programs() {
        return loaded.programs().stream().map(one -> one.program().info()).toList();
    }

    @Override
    public long lost() {
        return loaded.program().events.lost();
    }

    @Override
    public void wakeup() {
        reader.wakeup();
    }

    @Override
    public void close() {
        reader.close();
        loaded.close();
    }
}
