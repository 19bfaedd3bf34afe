package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;

/**
 * A link whose program can be exchanged while it stays attached: the hook calls the old program or the new one, never none
 * and never both. Since Linux 5.7 (BPF_LINK_UPDATE).
 */
public non-sealed interface ReplaceableLink extends Link {
    /**
     * Lets the hook call another program from now on. The old one ends its runs that are under way; closing it is its
     * owner's affair.
     *
     * @param next of the same type and for the same hook as the present one
     * @throws dev.skep.bpf.SyscallException when the kernel refuses; the present program stays then
     */
    void replace(Program next);
}
