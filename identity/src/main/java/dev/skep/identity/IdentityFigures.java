package dev.skep.identity;

import dev.skep.bpf.program.ProgramInfo;
import dev.skep.identity.source.SourceState;
import java.util.List;

/**
 * How the identities of a host do.
 *
 * @param groups control groups that exist
 * @param way how they are followed, in a few words
 * @param programs the programs in the kernel that follow them
 * @param lostChanges changes of groups that were lost; the tree was looked at again after each loss
 * @param sources who tells of containers and pods
 */
public record IdentityFigures(
        int groups, String way, List<ProgramInfo> programs, long lostChanges, List<SourceState> sources) {
    /** Of somebody who follows nothing. */
    public static final IdentityFigures NONE = new IdentityFigures(0, "", List.of(), 0, List.of());

    /** Copies the lists. */
    public IdentityFigures {
        programs = List.copyOf(programs);
        sources = List.copyOf(sources);
    }
}
