package dev.skep.compiler.fuzz;

import dev.skep.compiler.fuzz.bytecode.ClassWriter;
import dev.skep.compiler.fuzz.generator.MethodGenerator;
import dev.skep.compiler.fuzz.tree.MethodText;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Tries methods one after the other and counts. Stops at the first bug, which it shrinks and describes. */
final class Campaign {
    private static final int PROGRESS = 500;

    private final Trial trial;
    private final int runs;
    private final Consumer<String> progress;
    private final Map<String, List<Long>> refusals = new TreeMap<>();
    private int methods;
    private int refused;
    private int tooComplex;
    private long comparisons;
    private int loads;

    /** A campaign with that many inputs for each method. */
    Campaign(boolean kernel, int runs, Consumer<String> progress) {
        this.trial = new Trial(kernel, runs);
        this.runs = runs;
        this.progress = progress;
    }

    /** Tries methods of seeds from {@code firstSeed} on; gives the description of a bug, or nothing. */
    String run(long firstSeed, int count) {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            RandomMethod method = MethodGenerator.of(seed);
            methods++;
            switch (trial.of(method)) {
                case Verdict.Same same -> {
                    comparisons += 2L * same.runs() + (long) same.loads() * same.runs();
                    loads += same.loads();
                }
                case Verdict.Refused refusal -> {
                    refused++;
                    refusals.computeIfAbsent(refusal.reason(), reason -> new ArrayList<>())
                            .add(seed);
                }
                case Verdict.TooComplex complex -> tooComplex++;
                case Verdict.Bug bug -> {
                    return describe(method, bug);
                }
            }
            if (methods % PROGRESS == 0) progress.accept(totals());
        }
        return "";
    }

    /** How much was tried, in words. */
    String totals() {
        return "%d methods x %d inputs: %d comparisons, %d loads, %d refused (%.2f %%), %d too complex for the verifier"
                .formatted(methods, runs, comparisons, loads, refused, percent(refused), tooComplex);
    }

    /** The reasons of refusals and the seeds of the methods that were refused for them. */
    Map<String, List<Long>> refusals() {
        return refusals;
    }

    /** How many of all methods were refused, in percent. */
    double refusedPercent() {
        return percent(refused);
    }

    private double percent(int part) {
        return methods == 0 ? 0 : 100.0 * part / methods;
    }

    private String describe(RandomMethod method, Verdict.Bug bug) {
        progress.accept("seed " + method.seed() + ": " + bug.kind() + ", shrinking");
        RandomMethod smallest = new Shrinker(trial, bug.kind()).shrink(method);
        Verdict.Bug same = trial.of(smallest) instanceof Verdict.Bug found ? found : bug;
        StringBuilder text =
                new StringBuilder("seed " + method.seed() + ": " + same.kind() + "\n" + same.text() + "\n\n");
        text.append(MethodText.of(smallest)).append('\n');
        for (MethodModel each :
                ClassFile.of().parse(ClassWriter.forKernel(smallest)).methods()) {
            if (each.methodName().equalsString("<init>")) continue;
            text.append(each.methodName()).append(each.methodType()).append('\n');
            each.code().ifPresent(code -> {
                for (CodeElement element : code) {
                    if (element instanceof Instruction)
                        text.append("    ").append(element).append('\n');
                }
            });
        }
        if (same.run() >= 0)
            text.append("input ")
                    .append(Input.of(method.seed(), same.run()).text())
                    .append('\n');
        return text.toString();
    }
}
