package dev.skep.bpf.map;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The calls of a map without keys, one at a time, through native scratch memory. */
final class ValueCalls {

    /** {@code BPF_ANY}. */
    static final long ANY = 0;

    /** {@code BPF_EXIST}: makes room. */
    static final long EXIST = 2;

    private static final int SIZE = 32;
    private static final int VALUE = 16;
    private static final int FLAGS = 24;

    private final BpfMap map;
    private @Nullable Scratch scratch;

    ValueCalls(BpfMap map) {
        this.map = map;
    }

    /** Native memory; made at the first call. */
    private record Scratch(CallBuffer attributes, MemorySegment value) {}

    private Scratch scratch(long flags) {
        if (scratch == null) {
            var value = CallBuffer.allocate(Math.max(8, map.valueSize()));
            scratch = new Scratch(CallBuffer.allocate(SIZE).pointer(VALUE, value), value.segment());
        }
        scratch.attributes.u32(0, map.fd()).u64(FLAGS, flags);
        return scratch;
    }

    synchronized boolean push(Struct value, long flags) {
        Scratch memory = scratch(flags);
        write(value, memory);
        // E2BIG: the map is full
        return succeeds(BpfCommand.MAP_UPDATE_ELEM, memory, Errno.E2BIG);
    }

    synchronized boolean pop(Struct target) {
        return take(BpfCommand.MAP_LOOKUP_AND_DELETE_ELEM, target);
    }

    synchronized boolean peek(Struct target) {
        return take(BpfCommand.MAP_LOOKUP_ELEM, target);
    }

    synchronized boolean contains(Struct value) {
        Scratch memory = scratch(ANY);
        write(value, memory);
        return succeeds(BpfCommand.MAP_LOOKUP_ELEM, memory, Errno.ENOENT);
    }

    private boolean take(BpfCommand command, Struct target) {
        Scratch memory = scratch(ANY);
        if (!succeeds(command, memory, Errno.ENOENT)) {
            return false;
        }
        MemorySegment.copy(memory.value, 0, Flyweight.segment(target), 0, map.valueSize());
        return true;
    }

    private void write(Struct value, Scratch memory) {
        MemorySegment bytes = Flyweight.segment(value);
        if (bytes.byteSize() != map.valueSize()) {
            throw new IllegalArgumentException(
                    map + ": value of " + bytes.byteSize() + " bytes, expected " + map.valueSize());
        }
        MemorySegment.copy(bytes, 0, memory.value, 0, map.valueSize());
    }

    private boolean succeeds(BpfCommand command, Scratch memory, Errno expected) {
        long result = BpfSyscall.invoke(command, memory.attributes);
        if (result >= 0) {
            return true;
        }
        if (result == -expected.number()) {
            return false;
        }
        throw new SyscallException(command.call(), map.what(), (int) -result);
    }
}
