package dev.skep.compiler;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.program.Program;
import java.util.Optional;

/**
 * One hook method in the kernel.
 *
 * @param compiled what was compiled
 * @param program the kernel's program, owned by the {@link Loaded} that it came from
 * @param link its attachment, if it is attached; owned likewise
 */
public record LoadedProgram(CompiledProgram compiled, Program program, Optional<Link> link) {
    /** The method's name. */
    public String name() {
        return compiled.name();
    }
}
