package dev.skep.compiler.internal.debug;

import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * An error at a place in Java source, as text for people:
 *
 * <pre>
 * Filter.java:12: error: the packet may end before byte 34
 *     if (ip.protocol() == 1) return DROP;
 *   inlined at app.Main.enter(Main.java:20)
 *   mend: ...
 * </pre>
 */
public final class ErrorText {
    private ErrorText() {}

    /** The whole text, without a line break at the end. An empty mend is left out. */
    public static String of(SourcePosition position, String reason, String mend, SourceText sources) {
        List<String> lines = new ArrayList<>();
        lines.add(position.fileAndLine() + ": error: " + reason);
        String source = sources.line(position);
        if (!source.isEmpty()) lines.add("    " + source);
        SourcePosition call = position.caller();
        while (call != null) {
            String line = "  inlined at" + place(call);
            int times = 0;
            for (; call != null && line.endsWith(place(call)); call = call.caller()) times++;
            lines.add(times == 1 ? line : line + ", " + times + " times");
        }
        if (!mend.isEmpty()) lines.add("  mend: " + mend);
        return String.join("\n", lines);
    }

    private static String place(SourcePosition call) {
        return " " + call.className() + "." + call.method() + "(" + call.fileAndLine() + ")";
    }
}
