package dev.skep.bpf.inspect;

import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;

/** Programs and links of kinds that the loader does not know, by the bare calls. */
final class RawLinks {
    private RawLinks() {}

    /** A program that returns a constant. */
    static Fd program(int type, int attachType, int attachBtfId, int returned) {
        CallBuffer attributes = CallBuffer.allocate(116)
                .u32(0, type)
                .u32(4, 2)
                .pointer(8, CallBuffer.of(new long[] {Instructions.mov64Imm(Register.R0, returned), Instructions.exit()
                }))
                .pointer(16, CallBuffer.of("GPL"))
                .name(48, "inspected")
                .u32(68, attachType)
                .u32(108, attachBtfId);
        return BpfSyscall.open(BpfCommand.PROG_LOAD, attributes, "program of type " + type);
    }

    /** A link of this program to a target, with what depends on its kind in four words. */
    static Fd link(Fd program, int target, int attachType, int... words) {
        CallBuffer attributes =
                CallBuffer.allocate(32).u32(0, program.number()).u32(4, target).u32(8, attachType);
        for (int i = 0; i < words.length; i++) {
            attributes.u32(16 + i * Integer.BYTES, words[i]);
        }
        return BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, "link " + attachType);
    }

    /** What the kernel says of a link. */
    static LinkInfo info(Fd link) {
        return LinkInfoReader.read(link.number(), link.what());
    }
}
