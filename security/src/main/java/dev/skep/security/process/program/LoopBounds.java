package dev.skep.security.process.program;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;

/**
 * How often the loops of these programs go round at most.
 *
 * <p>Where the kernel can drive loops ({@code bpf_iter_num} since Linux 6.4, {@code bpf_loop} since 5.17), the bounds are so high that the
 * compiler lets it: the verifier then looks at one turn and not at each, which makes a start 0.6 s shorter, and no path or command line
 * has more. Before, the bounds are what the verifier follows.
 */
public final class LoopBounds {
    private static final boolean ITERATED = Btf.vmlinux().find("bpf_iter_num_new", BtfKind.FUNC) >= 0;

    private static final boolean DRIVEN = ITERATED || hasLoopHelper(Btf.vmlinux());

    /** Components and mounts of a path: more than fit into {@link ExecRecord#PATH_BYTES}, or else the last ones only. */
    static final int PATH_STEPS = DRIVEN ? 2048 : 128;

    /** The same of a walk that writes to a struct by its address, which it may in the turns of {@code bpf_iter_num} alone. */
    public static final int ADDRESSED_STEPS = ITERATED ? 2048 : 128;

    /** Parts of a text that has so many bytes at most. */
    static int parts(int mostBytes) {
        return DRIVEN ? 1024 : (mostBytes + ExecRecord.TEXT_BYTES - 1) / ExecRecord.TEXT_BYTES;
    }

    private LoopBounds() {}

    private static boolean hasLoopHelper(Btf types) {
        int helpers = types.find("bpf_func_id", BtfKind.ENUM);
        return helpers >= 0
                && types.enumerators(helpers).stream()
                        .anyMatch(helper -> helper.name().equals("BPF_FUNC_loop"));
    }
}
