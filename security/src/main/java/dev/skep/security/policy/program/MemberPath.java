package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;
import java.util.List;

/**
 * The way from a struct to one of its members, or to one of what it points to; offsets are of the running kernel.
 *
 * @param hops pointers that are followed, in order
 * @param offset of the member, from where the last pointer leads to
 * @param text as the policy has it
 */
public record MemberPath(List<Hop> hops, int offset, String text) {
    /**
     * A pointer that is followed.
     *
     * @param offset where it lies
     * @param struct what it points to, by its name in BTF; empty where that is no struct
     */
    public record Hop(int offset, String struct) {}

    /** Copies. */
    public MemberPath {
        hops = List.copyOf(hops);
    }

    /** The struct that the member lies in. Kernel only. */
    UntypedStruct follow(UntypedStruct from) {
        UntypedStruct at = from;
        for (Hop hop : hops) {
            at = at.pointer(hop.offset(), hop.struct());
        }
        return at;
    }

    int cost() {
        return (hops.size() + 1) * Cost.LOAD;
    }
}
