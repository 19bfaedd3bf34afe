package dev.skep.compiler.internal.load;

import dev.skep.bpf.VerifierException;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.internal.backend.StackLimitException;
import dev.skep.compiler.internal.debug.ErrorText;
import dev.skep.compiler.internal.debug.SourceText;
import dev.skep.compiler.internal.debug.VerifierLog;
import dev.skep.compiler.internal.debug.VerifierRefusal;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.optimize.LongLoops;
import java.lang.reflect.Method;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a refusal, the evaluator's or the verifier's, into words: file:line, reason, source line, inline chain, mend. */
final class Diagnosis {
    private static final Pattern LOOPS =
            Pattern.compile("BPF program is too large|jumps is too complex|infinite loop detected|back-edge from insn");

    private Diagnosis() {}

    /** {@code whole} is the place of errors that are about the method as a whole. */
    static CompileException of(Refusal refusal, @Nullable SourcePosition whole, Method method, SourceText sources) {
        SourcePosition at = refusal.position() == null ? whole : refusal.position();
        return of(refusal.reason(), refusal.mend(), at, method, sources, null);
    }

    static CompileException of(
            StackLimitException tooLarge, @Nullable SourcePosition whole, Method method, SourceText sources) {
        String mend = "keep large structs in a Scratch: scratch.with(x -> ...)";
        return of(String.valueOf(tooLarge.getMessage()), mend, whole, method, sources, tooLarge);
    }

    static CompileException of(
            IllegalArgumentException wrong, @Nullable SourcePosition whole, Method method, SourceText sources) {
        return of(String.valueOf(wrong.getMessage()), "correct the method's annotation", whole, method, sources, wrong);
    }

    /** About a class file and no place in it; the failure that it led to is the cause. */
    static CompileException of(Refusal damage, Class<?> program, RuntimeException failure) {
        String text = program.getName() + ": error: " + damage.reason() + "\n  mend: " + damage.mend();
        return new CompileException("", 0, damage.reason(), text, failure);
    }

    private static CompileException of(
            String reason,
            String mend,
            @Nullable SourcePosition at,
            Method method,
            SourceText sources,
            @Nullable Throwable cause) {
        String text = at == null
                ? method.getName() + ": error: " + reason + "\n  mend: " + mend
                : ErrorText.of(at, reason, mend, sources);
        return new CompileException(at == null ? "" : at.file(), at == null ? 0 : at.line(), reason, text, cause);
    }

    /** The verifier gave up on a loop that should have been driven by the kernel, but could not. */
    private static CompileException ofLoop(
            VerifierException refused, ProgramCompiler.Output output, SourceText sources) {
        LongLoops.Left loop = output.plainLoops().getFirst();
        String reason = "this loop is too long for the verifier to follow, and cannot be driven by the kernel: "
                + loop.reason();
        return of(reason, loop.mend(), loop.position(), output.method(), sources, refused);
    }

    /** Whether the verifier gave up on following a loop. */
    static boolean isAboutLoops(VerifierException refused) {
        return LOOPS.matcher(String.join(
                        "\n",
                        refused.log()
                                .subList(
                                        Math.max(0, refused.log().size() - 8),
                                        refused.log().size())))
                .find();
    }

    static CompileException of(VerifierException refused, ProgramCompiler.Output output, SourceText sources) {
        if (!output.plainLoops().isEmpty() && isAboutLoops(refused)) return ofLoop(refused, output, sources);
        VerifierRefusal refusal = VerifierLog.explain(refused.log(), refused.number(), output.code());
        SourcePosition at = refusal.position();
        String text = refusal.text(output.description().name(), sources);
        return new CompileException(
                at == null ? "" : at.file(), at == null ? 0 : at.line(), refusal.reason(), text, refused);
    }
}
