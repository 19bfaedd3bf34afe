package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pointers of kernel structs that the verifier wants to be compared with null before anything is read through them; through all others it
 * lets programs read, and gives 0 where they are null.
 *
 * <p>Source: {@code BTF_TYPE_SAFE_RCU_OR_NULL} and {@code BTF_TYPE_SAFE_TRUSTED_OR_NULL} in {@code kernel/bpf/verifier.c} v6.18.
 */
final class MaybeNullMembers {
    private record Member(String struct, String name, String target) {}

    private record Place(int offset, String target) {}

    private static final List<Member> MEMBERS = List.of(
            new Member("mm_struct", "exe_file", "file"),
            new Member("mm_struct", "owner", "task_struct"),
            new Member("sk_buff", "sk", "sock"),
            new Member("request_sock", "sk", "sock"),
            new Member("socket", "sk", "sock"),
            new Member("dentry", "d_inode", "inode"),
            new Member("vm_area_struct", "vm_mm", "mm_struct"),
            new Member("vm_area_struct", "vm_file", "file"));

    private @Nullable Btf askedFor;
    private Set<Place> places = Set.of();

    /**
     * Whether older kernels take the member for a pointer that is never null, though it is where a file does not exist yet: they let programs
     * read through it, and nothing catches the fault.
     */
    static boolean takenForValid(String struct, String name) {
        return struct.equals("dentry") && name.equals("d_inode");
    }

    /** Whether the pointer at this offset of some struct, which leads to {@code target}, may be one of them. */
    boolean has(Btf kernel, int offset, String target) {
        if (!kernel.equals(askedFor)) {
            places = find(kernel);
            askedFor = kernel;
        }
        return places.contains(new Place(offset, target));
    }

    private static Set<Place> find(Btf kernel) {
        Set<Place> found = new HashSet<>();
        for (Member member : MEMBERS) {
            int struct = kernel.find(member.struct(), BtfKind.STRUCT);
            BtfMember pointer = struct < 0 ? null : kernel.member(struct, member.name());
            if (pointer != null) found.add(new Place(pointer.byteOffset(), member.target()));
        }
        return found;
    }
}
