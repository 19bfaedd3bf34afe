package dev.skep.compiler.interpreter;

import dev.skep.bpf.asm.Disassembler;
import dev.skep.bpf.program.MapRelocation;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.LineEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a machine executes: instruction words, which of them name maps, and where they come from. Immutable. */
public final class Executable {
    private final long[] words;
    private final List<MapRelocation> relocations;
    private final List<LineEntry> lines;

    private Executable(long[] words, List<MapRelocation> relocations, List<LineEntry> lines) {
        this.words = words.clone();
        this.relocations = List.copyOf(relocations);
        this.lines = List.copyOf(lines);
    }

    /** What the compiler made. */
    public static Executable of(CompiledCode code) {
        return new Executable(code.instructions(), code.mapRelocations(), code.lines());
    }

    /** Plain instructions. */
    public static Executable of(long... words) {
        return new Executable(words, List.of(), List.of());
    }

    List<MapRelocation> relocations() {
        return relocations;
    }

    int length() {
        return words.length;
    }

    long word(int index) {
        return words[index];
    }

    /** {@code instruction 7, r0 = *(u64 *)(r1 +8), Open.java:33}. */
    String place(int index) {
        if (index < 0 || index >= words.length) return "instruction " + index + " of " + words.length;
        LineEntry line = line(index);
        return "instruction " + index + ", " + Disassembler.plain().text(words, index)
                + (line == null ? "" : ", " + line.position().fileAndLine());
    }

    private @Nullable LineEntry line(int index) {
        LineEntry last = null;
        for (LineEntry line : lines) {
            if (line.instruction() > index) break;
            last = line;
        }
        return last;
    }
}
