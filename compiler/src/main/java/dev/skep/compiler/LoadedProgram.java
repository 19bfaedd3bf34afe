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
}
