package dev.skep.bpf.feature;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import java.util.Arrays;

/** The smallest programs there are: they return 0. */
final class ProbePrograms {
    private static final String NAME = "skep_probe";

    private ProbePrograms() {}

    static Program load(ProgramType type, AttachType attachType) {
        return Program.load(returnZero(type).attachType(attachType).build());
    }

    /** Loads a program for a target that the kernel's BTF has to know. */
    static Program loadFor(ProgramType type, AttachType attachType, String target, BtfKind kind) {
        int id = Btf.vmlinux().find(target, kind);
        if (id < 0) {
            throw new UnsupportedFeatureException(attachType.toString(), "kernel BTF has no " + target);
        }
        return Program.load(returnZero(type).attachType(attachType).attachTo(id).build());
    }

    /** Loads a program that does this, and returns 0. */
    static Program loadWith(ProgramType type, long... instructions) {
        long[] all = Arrays.copyOf(instructions, instructions.length + 2);
        all[instructions.length] = Instructions.mov64Imm(Register.R0, 0);
        all[instructions.length + 1] = Instructions.exit();
        return Program.load(ProgramSpec.builder(NAME, type).instructions(all).build());
    }

    /** Loads an XDP program that takes packets in fragments. */
    static Program loadWithFragments() {
        return Program.load(returnZero(ProgramType.XDP)
                .attachType(AttachType.XDP)
                .fragments()
                .build());
    }

    private static ProgramSpec.Builder returnZero(ProgramType type) {
        return ProgramSpec.builder(NAME, type)
                .instructions(new long[] {Instructions.mov64Imm(Register.R0, 0), Instructions.exit()});
    }
}
