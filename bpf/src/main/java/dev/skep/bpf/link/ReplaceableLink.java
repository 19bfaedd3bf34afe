package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;

/** A link whose program can be exchanged while it stays attached. Safe for every thread. */
public non-sealed interface ReplaceableLink extends Link {
    /**
     * Puts another program in place of the present one, atomically (BPF_LINK_UPDATE, since Linux 5.7): every event is seen by exactly
     * one of the two. The program that is replaced may be closed afterwards.
     *
     * @param next of the same program type and loaded for the same attach type
     * @throws IllegalArgumentException when it is of another type
     * @throws dev.skep.bpf.SyscallException when the kernel refuses; the present program stays then
     */
    void replace(Program next);
}
