package dev.skep.compiler.internal.debug;

import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the verifier refused a program, in Java's terms.
 *
 * @param instruction index of the instruction word that it refused, or -1 if it names none
 * @param position the Java line of that instruction, or null if unknown
 * @param reason what is wrong, one line
 * @param mend what to write instead; empty if unknown
 * @param lastLines the verifier's own last lines
 */
public record VerifierRefusal(
        int instruction, @Nullable SourcePosition position, String reason, String mend, List<String> lastLines) {
    public VerifierRefusal {
        lastLines = List.copyOf(lastLines);
    }

    /** The whole error as text; {@code program} stands for the place where none is known. */
    public String text(String program, SourceText sources) {
        StringBuilder text = new StringBuilder();
        if (position != null) {
            text.append(ErrorText.of(position, reason, mend, sources));
        } else {
            text.append(program).append(": error: ").append(reason);
            if (!mend.isEmpty()) text.append("\n  mend: ").append(mend);
        }
        for (String line : lastLines) {
            text.append("\n  verifier: ").append(line);
        }
        return text.toString();
    }
}
