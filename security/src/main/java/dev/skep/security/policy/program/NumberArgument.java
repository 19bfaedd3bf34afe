package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * A number. One that is known is no part of records: user space tells it, and rules of hooks that differ in nothing else have the same code.
 *
 * @param reader where it comes from
 * @param form what is shown of it
 */
public record NumberArgument(NumberReader reader, Form form) implements ArgumentCode.Fixed {
    /** What is shown of a number. */
    public enum Form {
        /** A signed number of 32 bits. */
        INT32,
        /** An unsigned number of 32 bits. */
        UINT32,
        /** A signed number of 64 bits. */
        INT64,
        /** An unsigned number of 64 bits. */
        UINT64,
        /** A capability. */
        CAPABILITY,
        /** Capabilities. */
        CAPABILITIES,
        /** Capabilities that stay across an exec. */
        INHERITABLE,
        /** Capabilities that may be used. */
        PERMITTED,
        /** Capabilities that count. */
        EFFECTIVE,
        /** A command of bpf(2). */
        BPF_COMMAND,
        /** A system call. */
        SYSCALL
    }

    private static final long COMPAT = 1L << 31;

    @Override
    public int slot() {
        return reader instanceof ConstantNumber ? 0 : Long.BYTES;
    }

    @Override
    public int cost() {
        return reader.cost();
    }

    @Override
    public void write(HookContext context, Bytes data, int at) {
        data.u64(at, reader.read(context));
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        long value = reader instanceof ConstantNumber known ? known.value() : data.u64(at);
        return switch (form) {
            case INT32 -> new ArgumentValue.Int32((int) value);
            case UINT32 -> new ArgumentValue.UInt32((int) value);
            case INT64 -> new ArgumentValue.Int64(value);
            case UINT64 -> new ArgumentValue.UInt64(value);
            case CAPABILITY -> new ArgumentValue.Capability((int) value);
            case CAPABILITIES -> capabilities(ArgumentValue.CapabilitySet.Kind.ANY, value);
            case INHERITABLE -> capabilities(ArgumentValue.CapabilitySet.Kind.INHERITABLE, value);
            case PERMITTED -> capabilities(ArgumentValue.CapabilitySet.Kind.PERMITTED, value);
            case EFFECTIVE -> capabilities(ArgumentValue.CapabilitySet.Kind.EFFECTIVE, value);
            case BPF_COMMAND -> new ArgumentValue.BpfCommand((int) value);
            case SYSCALL ->
                new ArgumentValue.SyscallId((int) (value & ~COMPAT), (value & COMPAT) == 0 ? "x64" : "i386");
        };
    }

    private static ArgumentValue capabilities(ArgumentValue.CapabilitySet.Kind kind, long bits) {
        return new ArgumentValue.CapabilitySet(kind, bits);
    }

    @Override
    public String toString() {
        return reader.toString();
    }
}
