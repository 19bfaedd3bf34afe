package dev.skep.bpf.feature;

import dev.skep.bpf.asm.AccessSize;
import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.HelperFunction;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Probes of what programs may change in a process. */
final class ProcessProbes {
    private static final int PROBE_WRITE_USER = HelperFunction.id("bpf_probe_write_user");
    private static final int ON_STACK = -8;
    /** {@code none [integrity] confidentiality}: the level in brackets is in force. */
    private static final Pattern LEVEL = Pattern.compile("\\[(\\w+)]");

    private ProcessProbes() {}

    /**
     * Whether a program may call bpf_probe_write_user. The kernel warns in its log of every program that does, so one is loaded only where
     * the kernel does not say whether it is locked down.
     */
    static Support writesMemory() {
        Matcher level = LEVEL.matcher(lockdown());
        if (level.find()) {
            return level.group(1).equals("none")
                    ? new Support.Supported("the kernel is not locked down")
                    : new Support.NotSupported(
                            "the kernel is locked down (" + level.group(1) + "), see kernel_lockdown(7)");
        }
        return load(
                "with bpf_probe_write_user",
                Instructions.storeImm(AccessSize.DOUBLE, Register.FP, ON_STACK, 0),
                Instructions.mov64Imm(Register.R1, 0),
                Instructions.mov64(Register.R2, Register.FP),
                Instructions.alu64Imm(AluOperation.ADD, Register.R2, ON_STACK),
                Instructions.mov64Imm(Register.R3, Long.BYTES),
                Instructions.call(PROBE_WRITE_USER));
    }

    /** Whether a program at a uprobe may write its context, which is the registers of the process; loaded only. */
    static Support writesRegisters() {
        return load(
                "that writes its registers",
                Instructions.mov64Imm(Register.R2, 0),
                Instructions.store(AccessSize.DOUBLE, Register.R1, 0, Register.R2));
    }

    private static Support load(String what, long... instructions) {
        try (Program program = ProbePrograms.loadWith(ProgramType.KPROBE, instructions)) {
            return new Support.Supported("loaded " + program + " " + what);
        }
    }

    private static String lockdown() {
        try {
            return SecurityFiles.read("lockdown");
        } catch (IOException without) {
            return "";
        }
    }
}
