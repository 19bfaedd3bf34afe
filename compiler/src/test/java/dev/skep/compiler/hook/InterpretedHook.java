package dev.skep.compiler.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Runs the one hook method of a program in the interpreter, with a context that a test fills in as the kernel would. */
final class InterpretedHook {
    private static final long MOST_STEPS = 10_000;
    private static final int CONTEXT_BYTES = 512;
    private static final int WORD = 8;

    private final AddressSpace memory = new AddressSpace();
    private final ByteBuffer context = ByteBuffer.allocate(CONTEXT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long cookie;

    /** Where a member of one of the kernel's structs lies. */
    static int offset(String struct, String member) {
        Btf btf = Btf.vmlinux();
        BtfMember found = Objects.requireNonNull(btf.member(btf.find(struct, BtfKind.STRUCT), member));
        return found.byteOffset();
    }

    /** Word {@code index} of the context. */
    InterpretedHook word(int index, long value) {
        context.putLong(index * WORD, value);
        return this;
    }

    /** Member {@code index} of one of the kernel's structs that the context is, as four bytes in the machine's order. */
    InterpretedHook member(String struct, String member, int index, int value) {
        context.putInt(offset(struct, member) + index * Integer.BYTES, value);
        return this;
    }

    /** What is in such a member now. */
    int member(String struct, String member, int index) {
        return context.getInt(offset(struct, member) + index * Integer.BYTES);
    }

    /** A register of the traced code. */
    InterpretedHook register(String name, long value) {
        context.putLong(offset("pt_regs", name), value);
        return this;
    }

    /** What bpf_get_attach_cookie answers. */
    InterpretedHook cookie(long value) {
        cookie = value;
        return this;
    }

    /** The address of one of the kernel's structs, with this content in one member. */
    long struct(String struct, String member, int value) {
        int offset = offset(struct, member);
        return address(ByteBuffer.allocate(offset + WORD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(offset, value));
    }

    /** The address of bytes. */
    long address(ByteBuffer content) {
        byte[] bytes = new byte[content.capacity()];
        content.get(0, bytes);
        return memory.readOnly("memory", bytes).address();
    }

    int run(Object program) {
        Executable code = Executable.of(ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(4))
                .programs()
                .getFirst()
                .code());
        Machine machine = new Machine(
                code,
                memory,
                new Maps(memory, code),
                StandardHelpers.all().add("bpf_get_attach_cookie", 1, (m, a) -> cookie),
                MOST_STEPS);
        return (int) machine.run(memory.shared("context", context.array()).address());
    }
}
