package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;

/** How many instructions the same program has, from Java and from C. The pairs are first seen to do the same. */
public final class InstructionFigure implements Figure {
    @Override
    public String name() {
        return "instructions";
    }

    @Override
    public String title() {
        return "Instructions: Java by Skep against C by clang-19 -O2 -mcpu=v4";
    }

    @Override
    public String measure(Settings settings) {
        int compared = Agreement.check(settings);
        Table table = new Table("program", "Java", "C", "Java ÷ C");
        int javaTotal = 0;
        int clangTotal = 0;
        for (ProgramPair pair : ProgramPair.all()) {
            ClangPrograms clang = pair.clang(settings);
            for (CompiledProgram compiled : Kernel.compile(pair.java())) {
                int ours = compiled.instructionCount();
                int theirs = clang.instructions(compiled.name());
                table.row(compiled.name(), Integer.toString(ours), Integer.toString(theirs), ratio(ours, theirs));
                javaTotal += ours;
                clangTotal += theirs;
            }
        }
        table.row("**total**", Integer.toString(javaTotal), Integer.toString(clangTotal), ratio(javaTotal, clangTotal));
        return table + "\nJava and C gave the same results in " + Samples.number(compared, 0) + " runs.\n";
    }

    private static String ratio(int ours, int theirs) {
        return Samples.number((double) ours / theirs, 2) + "×";
    }
}
