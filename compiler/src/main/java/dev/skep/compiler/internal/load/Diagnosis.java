package dev.skep.compiler.internal.load;

import dev.skep.bpf.VerifierException;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.internal.backend.StackLimitException;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Puts a refusal into words: file:line, reason, source line, inline chain, mend. */
final class Diagnosis {
    private Diagnosis() {}

    static CompileException of(Refusal refusal, Method method) {
        SourcePosition at = refusal.position();
        return exception(at, method.getName(), refusal.reason(), refusal.mend(), null);
    }

    static CompileException of(StackLimitException tooLarge, Method method) {
        return exception(
                null,
                method.getName(),
                String.valueOf(tooLarge.getMessage()),
                "keep large structs in a PerCpuArray of one element and use get(0)",
                tooLarge);
    }

    static RuntimeException of(VerifierException refusal, ProgramCompiler.Output output) {
        return refusal;
    }

    private static CompileException exception(
            @Nullable SourcePosition at, String method, String reason, String mend, @Nullable Throwable cause) {
        StringBuilder text = new StringBuilder();
        if (at == null) text.append(method);
        else text.append(at.fileAndLine());
        text.append(": error: ").append(reason);
        for (SourcePosition call = at == null ? null : at.caller(); call != null; call = call.caller()) {
            text.append("\n  inlined at ")
                    .append(call.className())
                    .append('.')
                    .append(call.method())
                    .append('(')
                    .append(call.fileAndLine())
                    .append(')');
        }
        text.append("\n  mend: ").append(mend);
        return new CompileException(
                at == null ? "" : at.file(), at == null ? 0 : at.line(), reason, text.toString(), cause);
    }
}
