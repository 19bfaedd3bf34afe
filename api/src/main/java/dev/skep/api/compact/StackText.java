package dev.skep.api.compact;

import dev.skep.api.message.ProcessKprobe;
import dev.skep.api.message.StackTraceEntry;
import java.util.List;

/** Stack traces below an event's line. */
final class StackText {
    private StackText() {}

    static void add(ProcessKprobe call, Line lines) {
        kernel(call.getKernelStackTraceList(), lines);
        user(call.getUserStackTraceList(), lines);
    }

    private static void kernel(List<StackTraceEntry> frames, Line lines) {
        if (frames.isEmpty()) {
            return;
        }
        lines.raw("\nKernel:");
        for (StackTraceEntry frame : frames) {
            address(frame, lines);
            lines.add(Colour.BLUE, " " + QuotedText.of(frame.getSymbol()))
                    .raw("+")
                    .add(Colour.YELLOW, "0x" + Long.toHexString(frame.getOffset()));
        }
    }

    private static void user(List<StackTraceEntry> frames, Line lines) {
        if (frames.isEmpty()) {
            return;
        }
        lines.raw("\nUser:");
        for (StackTraceEntry frame : frames) {
            address(frame, lines);
            if (!frame.getSymbol().isEmpty()) {
                lines.add(Colour.BLUE, " " + QuotedText.of(frame.getSymbol()));
            }
            lines.add(
                    Colour.YELLOW,
                    " (" + QuotedText.of(frame.getModule()) + "+0x" + Long.toHexString(frame.getOffset()) + ")");
        }
    }

    private static void address(StackTraceEntry frame, Line lines) {
        lines.raw("\n").add(Colour.GREEN, "   0x" + Long.toHexString(frame.getAddress()) + ":");
    }
}
