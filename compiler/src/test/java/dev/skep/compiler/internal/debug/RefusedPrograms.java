package dev.skep.compiler.internal.debug;

import dev.skep.bpf.VerifierException;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.program.MapRelocation;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.backend.Backend;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.LineEntry;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphText;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.MapReference;
import java.util.List;

/** Loads programs that the verifier refuses, and has its log explained. */
final class RefusedPrograms {
    private RefusedPrograms() {}

    /** What a kernel said of a program, and the program's line table. */
    record Said(List<String> log, int errno, List<LineEntry> lines) {}

    /** In the text, the number 777 as a 64-bit constant stands for a map with one counter. */
    static VerifierRefusal refuse(ProgramType type, String license, String text) {
        Said said = load(type, license, text);
        return VerifierLog.explain(said.log(), said.errno(), said.lines());
    }

    /** The running kernel's own words, for programs that every kernel can read. */
    static Said load(ProgramType type, String license, String text) {
        Graph graph = GraphText.parse(text);
        try (ArrayMap<Counter> map = ArrayMap.of(Counter.class, 1)) {
            map.name("counters");
            map.create();
            replace(graph, map);
            CompiledCode code = Backend.compile(graph, new Target(3));
            ProgramSpec.Builder spec = ProgramSpec.builder("refused", type)
                    .instructions(code.instructions())
                    .relocations(code.mapRelocations().stream()
                            .map(r -> new MapRelocation(r.instruction(), r.map()))
                            .toList())
                    .license(license);
            DebugInfo.of("refused", code, new SourceText(RefusedPrograms.class.getClassLoader()))
                    .addTo(spec);
            try (Program unexpected = Program.load(spec.build())) {
                throw new AssertionError("the verifier accepts " + unexpected + ":\n"
                        + Listing.of(code, new SourceText(RefusedPrograms.class.getClassLoader())));
            } catch (VerifierException refusal) {
                return new Said(refusal.log(), refusal.number(), code.lines());
            }
        }
    }

    private static void replace(Graph graph, BpfMap map) {
        for (var block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                for (int i = 0; i < instruction.operandCount(); i++) {
                    boolean stands = instruction.operand(i) instanceof Constant c && c.value() == 777;
                    if (stands) instruction.operand(i, new MapReference(map));
                }
            }
        }
    }
}
