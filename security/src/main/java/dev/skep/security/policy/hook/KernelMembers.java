package dev.skep.security.policy.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.security.policy.program.MemberNumber;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.StructReader;
import java.util.List;

/** Members of structs of the running kernel, for {@link Equivalents}: where they are not, what needs them is refused. */
final class KernelMembers {
    private KernelMembers() {}

    /** Bytes from the start of a struct to a member, whose name may lead through embedded structs. */
    static int offset(String struct, String member) {
        Btf btf = Btf.vmlinux();
        int type = btf.find(struct, BtfKind.STRUCT);
        int offset = 0;
        for (String name : member.split("\\.", -1)) {
            BtfMember found = type < 0 ? null : btf.member(type, name);
            if (found == null || found.bitFieldSize() > 0) {
                throw Refused.because(member + " of " + struct + " is not found in this kernel's types");
            }
            offset += found.byteOffset();
            type = btf.resolve(found.typeId());
        }
        return offset;
    }

    /** A number without a sign. */
    static MemberNumber number(StructReader from, String struct, String member, int bytes) {
        return new MemberPath(List.of(), offset(struct, member), member).number(from, bytes, false);
    }

    /** What a member points to. */
    static StructReader pointer(StructReader from, String struct, String member, String target) {
        return new MemberPath(List.of(new MemberPath.Hop(offset(struct, member), target)), 0, member).struct(from);
    }
}
