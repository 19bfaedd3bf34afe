package dev.skep.compiler.fuzz;

import dev.skep.bpf.VerifierException;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.fuzz.bytecode.ClassWriter;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import dev.skep.compiler.interpreter.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs a method everywhere and compares. */
final class Trial {
    private static final Pattern TOO_COMPLEX = Pattern.compile("too (large|complex|many)");

    private final boolean kernel;
    private final int runs;

    /** Trials of that many inputs each, with the kernel or without. */
    Trial(boolean kernel, int runs) {
        this.kernel = kernel;
        this.runs = runs;
    }

    Verdict of(RandomMethod method) {
        JvmWorld jvm = new JvmWorld(method);
        List<Input> inputs = new ArrayList<>();
        for (int run = 0; run < runs; run++) inputs.add(Input.of(method.seed(), run));
        List<Outcome> expected = inputs.stream().map(jvm::run).toList();
        GeneratedClass generated = GeneratedClass.of(ClassWriter.forKernel(method));
        int loads = 0;
        for (Variant variant : Variant.ALL) {
            Compiled compiled;
            try {
                compiled = new Compiled(generated, variant);
            } catch (CompileException refusal) {
                return new Verdict.Refused(refusal.reason());
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                return new Verdict.Bug(Verdict.Kind.COMPILER_FAILS, -1, variant.name() + ": " + trace(e));
            }
            Verdict found = interpreter(new InterpreterWorld(compiled, method.packet()), inputs, expected, variant);
            if (found instanceof Verdict.Bug) return found;
            if (kernel) {
                Verdict inKernel = kernel(compiled, method, inputs, expected, variant);
                if (!(inKernel instanceof Verdict.Same)) return inKernel;
                loads++;
            }
        }
        return new Verdict.Same(runs, loads);
    }

    private static Verdict interpreter(
            InterpreterWorld interpreter, List<Input> inputs, List<Outcome> expected, Variant variant) {
        for (int run = 0; run < inputs.size(); run++) {
            String place = variant.name() + " in the interpreter, input " + run + ": ";
            try {
                String difference = interpreter.run(inputs.get(run)).difference(expected.get(run));
                if (!difference.isEmpty()) {
                    return new Verdict.Bug(Verdict.Kind.INTERPRETER_DIFFERS, run, place + difference);
                }
            } catch (Fault fault) {
                return new Verdict.Bug(Verdict.Kind.INTERPRETER_FAULTS, run, place + fault.getMessage());
            }
        }
        return new Verdict.Same(inputs.size(), 0);
    }

    private static Verdict kernel(
            Compiled compiled, RandomMethod method, List<Input> inputs, List<Outcome> expected, Variant variant) {
        try (KernelWorld world = new KernelWorld(compiled, method.packet())) {
            for (int run = 0; run < inputs.size(); run++) {
                String difference = world.run(inputs.get(run)).difference(expected.get(run));
                if (!difference.isEmpty()) {
                    String place = variant.name() + " in the kernel, input " + run + ": ";
                    return new Verdict.Bug(Verdict.Kind.KERNEL_DIFFERS, run, place + difference);
                }
            }
            return new Verdict.Same(inputs.size(), 1);
        } catch (VerifierException refusal) {
            if (TOO_COMPLEX.matcher(refusal.summary()).find()) return new Verdict.TooComplex(refusal.summary());
            return new Verdict.Bug(
                    Verdict.Kind.VERIFIER_REFUSES,
                    -1,
                    variant.name() + ": " + end(refusal.log().toString()));
        }
    }

    private static String end(String log) {
        int length = 3_000;
        return log.length() <= length ? log : "..." + log.substring(log.length() - length);
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString().lines().limit(12).reduce("", (a, b) -> a + b + "\n");
    }
}
