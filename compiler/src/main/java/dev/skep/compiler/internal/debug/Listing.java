package dev.skep.compiler.internal.debug;

import dev.skep.bpf.asm.Disassembler;
import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.program.MapRelocation;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.LineEntry;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.optimize.Pipeline;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program for people: what the passes made of it, and its instructions between the Java lines that they come from. */
public final class Listing {
    private final CompiledCode code;
    private final SourceText sources;
    private final StringBuilder text = new StringBuilder();

    private Listing(CompiledCode code, SourceText sources) {
        this.code = code;
        this.sources = sources;
    }

    /** The instructions, each after the Java line that it comes from where that changes. */
    public static String of(CompiledCode code, SourceText sources) {
        Listing listing = new Listing(code, sources);
        listing.instructions();
        return listing.text.toString();
    }

    /** The graph before and after each pass that changed it, then the instructions. */
    public static String of(List<Pipeline.Step> steps, CompiledCode code, SourceText sources) {
        StringBuilder all = new StringBuilder();
        for (Pipeline.Step step : steps) {
            all.append("== ").append(step.pass()).append('\n').append(step.listing());
        }
        all.append("== instructions: ")
                .append(code.length())
                .append(", stack: ")
                .append(code.stackBytes())
                .append(" bytes, values on the stack: ")
                .append(code.spills())
                .append('\n');
        return all.append(of(code, sources)).toString();
    }

    private void instructions() {
        long[] words = code.instructions();
        Map<Integer, BpfMap> maps = new HashMap<>();
        for (MapRelocation relocation : code.mapRelocations()) {
            maps.put(relocation.instruction(), relocation.map());
        }
        Disassembler disassembler = Disassembler.with(new MapNames(maps));
        Iterator<LineEntry> lines = code.lines().iterator();
        LineEntry line = lines.hasNext() ? lines.next() : null;
        SourcePosition last = null;
        for (int index = 0; index < words.length; index++) {
            while (line != null && line.instruction() <= index) {
                if (!line.position().equals(last)) position(line.position(), last);
                last = line.position();
                line = lines.hasNext() ? lines.next() : null;
            }
            text.append(String.format("%5d: %s%n", index, disassembler.text(words, index)));
            if (InstructionWord.isLoadImm64(words[index])) index++;
        }
    }

    private void position(SourcePosition position, @Nullable SourcePosition last) {
        if (last != null && last.sameLine(position)) return;
        text.append("; ").append(position.fileAndLine());
        String source = sources.line(position);
        if (!source.isEmpty()) text.append("  ").append(source);
        text.append('\n');
    }

    private record MapNames(Map<Integer, BpfMap> maps) implements Disassembler.Symbols {
        @Override
        public String map(int index, int immediate) {
            BpfMap map = maps.get(index);
            return map == null ? Disassembler.Symbols.super.map(index, immediate) : "map[" + map.name() + "]";
        }
    }
}
