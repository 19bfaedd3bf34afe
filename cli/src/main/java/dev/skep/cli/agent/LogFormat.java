package dev.skep.cli.agent;

import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged: one line each on standard error, without the time, which the journal has. */
final class LogFormat extends Formatter {
    private static final Logger ROOT = Logger.getLogger("");

    private LogFormat() {}

    static void install() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ConsoleHandler handler = new ConsoleHandler();
        handler.setFormatter(new LogFormat());
        handler.setLevel(Level.ALL);
        ROOT.addHandler(handler);
        // gRPC and netty are talkative about connections that end.
        ROOT.setLevel(Level.WARNING);
    }

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder("skep agent: ")
                .append(record.getLevel().getName().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(formatMessage(record));
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            line.append(": ").append(thrown);
            for (StackTraceElement frame : thrown.getStackTrace()) {
                line.append("\n    at ").append(frame);
            }
        }
        return line.append('\n').toString();
    }
}
