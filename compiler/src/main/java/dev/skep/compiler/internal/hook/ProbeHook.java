package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.elf.BinaryPath;
import dev.skep.bpf.link.KprobeLink;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.UprobeLink;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A probe on a function of the kernel or of a program. The context is the registers ({@code struct pt_regs}); parameters are found by
 * the calling convention: System V AMD64 ABI, or AAPCS64.
 */
final class ProbeHook implements Hook {
    private static final List<String> X86_ARGUMENTS = List.of("di", "si", "dx", "cx", "r8", "r9");
    private static final int ARM_ARGUMENTS = 8;

    private final @Nullable String binary;
    private final String function;
    private final boolean onReturn;

    private ProbeHook(@Nullable String binary, String function, boolean onReturn) {
        this.binary = binary;
        this.function = function;
        this.onReturn = onReturn;
    }

    static ProbeHook kernel(String function, boolean onReturn) {
        return new ProbeHook(null, function, onReturn);
    }

    static ProbeHook user(String binary, String symbol, boolean onReturn) {
        return new ProbeHook(binary, symbol, onReturn);
    }

    @Override
    public ProgramType programType() {
        return ProgramType.KPROBE;
    }

    @Override
    public String description() {
        String where = binary == null ? "kernel function " + function : function + " in " + binary;
        return (onReturn ? "return of " : "entry of ") + where;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        if ("pt_regs".equals(evaluation.environment().kernelStruct(type))) {
            return new Pointer(evaluation.context(), 0, Region.CONTEXT, type, 0, Pointer.Nullability.NEVER);
        }
        Btf btf = evaluation.environment().kernelTypes();
        int offset = onReturn ? resultOffset(index, btf) : argumentOffset(index, btf);
        Value loaded =
                evaluation.builder().load(evaluation.context(), offset, 8, false, Width.W64, "argument " + index);
        return ArgumentArray.typed(loaded, type, binary == null ? Region.KERNEL_RAW : Region.USER);
    }

    private static int argumentOffset(int index, Btf btf) {
        boolean arm = member(btf, "di") == null;
        if (index >= (arm ? ARM_ARGUMENTS : X86_ARGUMENTS.size())) {
            throw new Refusal("argument " + index + " of the function is not in a register", "use fewer parameters");
        }
        if (arm) return index * 8;
        return offset(btf, X86_ARGUMENTS.get(index));
    }

    private static int resultOffset(int index, Btf btf) {
        if (index > 0) throw new Refusal("a return probe passes one parameter, the result", "remove the others");
        return member(btf, "ax") == null ? 0 : offset(btf, "ax");
    }

    private static int offset(Btf btf, String register) {
        BtfMember member = member(btf, register);
        if (member == null)
            throw new Refusal("this kernel's pt_regs has no " + register, "use a kernel for x86-64 or arm64");
        return member.byteOffset();
    }

    private static @Nullable BtfMember member(Btf btf, String register) {
        int id = btf.find("pt_regs", BtfKind.STRUCT);
        return id < 0 ? null : btf.member(id, register);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {}

    @Override
    public List<Link> attach(Program program) {
        String name = binary;
        if (name == null) return List.of(KprobeLink.attach(program, function, onReturn));
        Path path = BinaryPath.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no program or library " + name + " was found"));
        return List.of(UprobeLink.attach(program, path, function, UprobeLink.EVERY_PROCESS, onReturn));
    }
}
