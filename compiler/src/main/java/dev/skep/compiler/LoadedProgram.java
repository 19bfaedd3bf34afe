package dev.skep.compiler;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.program.Program;
import java.util.List;

/**
 * One hook method in the kernel.
 *
 * @param compiled what was compiled
 * @param program the kernel's program, owned by the {@link Loaded} that it came from
 * @param links its attachments, none if it is not attached; owned likewise
 */
public record LoadedProgram(CompiledProgram compiled, Program program, List<Link> links) {
    /** Copies. */
    public LoadedProgram {
        links = List.copyOf(links);
    }

    /** The method's name. */
    public String name() {
        return compiled.name();
    }

    /**
     * The functions or places that it is attached to. Where there are several, the index of each is what the program gets from
     * {@link dev.skep.compiler.helper.Helpers#getAttachCookie} there, unless the annotation names a first cookie.
     */
    public List<String> places() {
        return links.stream().flatMap(link -> link.places().stream()).toList();
    }

    /**
     * Its first attachment of this kind, for what only that kind can do.
     *
     * @throws IllegalStateException if it has none
     */
    public <L extends Link> L link(Class<L> kind) {
        for (Link link : links) if (kind.isInstance(link)) return kind.cast(link);
        throw new IllegalStateException(name() + " is not attached by a " + kind.getSimpleName());
    }
}
