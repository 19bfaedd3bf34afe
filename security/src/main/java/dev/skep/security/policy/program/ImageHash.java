package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** What IMA says of a file, between the program that asks and the one that sends. */
public interface ImageHash extends Struct {
    /** An {@link #algorithm()}: IMA is being asked. */
    long ASKED = -1;

    /** Bytes of {@link #digest()}: those of the longest that the kernel has. */
    int DIGEST = 64;

    /** The algorithm as {@code enum hash_algo} numbers it, a negative errno if there is no hash, or {@link #ASKED}. */
    long algorithm();

    /** Sets it. */
    void algorithm(long number);

    /** The digest; what is behind it is 0. */
    @Length(DIGEST)
    Bytes digest();
}
