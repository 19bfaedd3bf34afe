package dev.skep.compiler.helper;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.VerifierException;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import java.util.List;
import java.util.Optional;

/** Asks the running kernel whether a kind of program may call a helper, by a program that calls it and does nothing else. */
final class HelperProbe {
    /** What the kernel says. */
    enum Answer {
        /** It may; the kernel then complains of the missing arguments, or of nothing. */
        ALLOWED,
        /** The kernel does not have the helper. */
        UNKNOWN,
        /** Other kinds of program may. */
        REFUSED,
        /** It may under another licence. */
        LICENSE
    }

    private HelperProbe() {}

    /** The kernel's answer, or nothing where it loads no program of this kind at all. */
    static Optional<Answer> ask(int helper, ProgramType type, AttachType attachType, String license) {
        ProgramSpec.Builder spec = ProgramSpec.builder("helper_probe", type)
                .instructions(new long[] {Instructions.call(helper), Instructions.exit()})
                .attachType(attachType)
                .license(license);
        int target = target(attachType);
        if (target != 0) spec.attachTo(target);
        try (Program program = Program.load(spec.build())) {
            return Optional.of(program.fd() >= 0 ? Answer.ALLOWED : Answer.REFUSED);
        } catch (VerifierException refused) {
            return answer(refused.log());
        } catch (KernelException noSuchPrograms) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> answer(List<String> log) {
        String all = String.join("\n", log);
        if (all.isEmpty()) return Optional.empty();
        if (all.contains("invalid func ")) return Optional.of(Answer.UNKNOWN);
        if (all.contains("unknown func ") || all.contains("program of this type cannot use helper ")) {
            return Optional.of(Answer.REFUSED);
        }
        if (all.contains("cannot call GPL-restricted function") || all.contains("cannot call GPL only function")) {
            return Optional.of(Answer.LICENSE);
        }
        return Optional.of(Answer.ALLOWED);
    }

    /** Something that every kernel has to attach to. */
    private static int target(AttachType attachType) {
        return switch (attachType) {
            case TRACE_RAW_TP -> Btf.vmlinux().find("btf_trace_sched_process_exec", BtfKind.TYPEDEF);
            case TRACE_FENTRY, TRACE_FEXIT -> Btf.vmlinux().find("kernel_power_off", BtfKind.FUNC);
            case LSM_MAC -> Btf.vmlinux().find("bpf_lsm_file_open", BtfKind.FUNC);
            default -> 0;
        };
    }
}
