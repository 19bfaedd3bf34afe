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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the running kernel whether a kind of program may call a helper, by a program that calls it and does nothing else. */
final class HelperProbe {
    /** What the kernel says. */
    enum Answer {
        // The most telling first.
        /** It may; the kernel then complains of the missing arguments, or of nothing. */
        ALLOWED,
        /** It may under another licence. */
        LICENSE,
        /** Other kinds of program may. */
        REFUSED,
        /** The kernel does not have the helper. */
        UNKNOWN
    }

    private HelperProbe() {}

    /** The kernel's answer for the place where the helper is most likely allowed, or nothing where it loads no such program. */
    static Optional<Answer> ask(int helper, ProgramType type, String license) {
        Set<Answer> answers = EnumSet.noneOf(Answer.class);
        for (AttachType place : places(type)) ask(helper, type, place, license).ifPresent(answers::add);
        return answers.stream().findFirst();
    }

    private static Optional<Answer> ask(int helper, ProgramType type, AttachType attachType, String license) {
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

    /** Places that differ in what they allow. */
    private static List<AttachType> places(ProgramType type) {
        return switch (type) {
            case TRACING -> List.of(AttachType.TRACE_RAW_TP, AttachType.TRACE_FEXIT, AttachType.TRACE_ITER);
            case LSM -> List.of(AttachType.LSM_MAC, AttachType.LSM_CGROUP);
            case CGROUP_SKB -> List.of(AttachType.CGROUP_INET_EGRESS);
            case CGROUP_SOCK -> List.of(AttachType.CGROUP_INET_SOCK_CREATE, AttachType.CGROUP_INET4_POST_BIND);
            case CGROUP_SOCK_ADDR ->
                List.of(AttachType.CGROUP_INET4_CONNECT, AttachType.CGROUP_INET4_BIND, AttachType.CGROUP_UDP4_SENDMSG);
            case CGROUP_SOCKOPT -> List.of(AttachType.CGROUP_GETSOCKOPT, AttachType.CGROUP_SETSOCKOPT);
            case CGROUP_SYSCTL -> List.of(AttachType.CGROUP_SYSCTL);
            case CGROUP_DEVICE -> List.of(AttachType.CGROUP_DEVICE);
            case SK_LOOKUP -> List.of(AttachType.SK_LOOKUP);
            case NETFILTER -> List.of(AttachType.NETFILTER);
            case FLOW_DISSECTOR -> List.of(AttachType.FLOW_DISSECTOR);
            case SOCK_OPS -> List.of(AttachType.CGROUP_SOCK_OPS);
            default -> List.of(AttachType.NONE);
        };
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
            case TRACE_ITER -> Btf.vmlinux().find("bpf_iter_task", BtfKind.FUNC);
            case LSM_CGROUP -> Btf.vmlinux().find("bpf_lsm_socket_bind", BtfKind.FUNC);
            case LSM_MAC -> Btf.vmlinux().find("bpf_lsm_file_open", BtfKind.FUNC);
            default -> 0;
        };
    }
}
