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
import java.lang.reflect.Method;
import java.util.regex.Pattern;

/** Puts a refusal, the evaluator's or the verifier's, into words: file:line, reason, source line, inline chain, mend. */
final class Diagnosis {
    private static final Pattern LOOPS =
            Pattern.compile("BPF program is too large|jumps is too complex|infinite loop detected|back-edge from insn");

    private Diagnosis() {}

    static CompileException of(Refusal refusal, Method method, SourceText sources) {
        SourcePosition at = refusal.position();
        String text = at == null
                ? method.getName() + ": error: " + refusal.reason() + "\n  mend: " + refusal.mend()
                : ErrorText.of(at, refusal.reason(), refusal.mend(), sources);
        return new CompileException(
                at == null ? "" : at.file(), at == null ? 0 : at.line(), refusal.reason(), text, null);
    }

    static CompileException of(StackLimitException tooLarge, Method method) {
        String reason = String.valueOf(tooLarge.getMessage());
        String text = method.getName() + ": error: " + reason
                + "\n  mend: keep large structs in a Scratch: scratch.with(x -> ...)";
        return new CompileException("", 0, reason, text, tooLarge);
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
        VerifierRefusal refusal = VerifierLog.explain(refused.log(), refused.number(), output.code());
        SourcePosition at = refusal.position();
        String text = refusal.text(output.description().name(), sources);
        return new CompileException(
                at == null ? "" : at.file(), at == null ? 0 : at.line(), refusal.reason(), text, refused);
    }
}
