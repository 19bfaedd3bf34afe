package dev.skep.cli.run;

import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.LoadedProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints what programs say with {@code Helpers.tracePrintk}: the kernel's trace pipe, whose readers take the lines away. */
final class TracePipe {
    private static final int CALL = 0x85;
    private static final int TRACE_PRINTK = 6;
    private static final int TRACE_VPRINTK = 177;
    private static final Pattern TIME = Pattern.compile(" (\\d+\\.\\d+): ");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private TracePipe() {}

    /** Whether one of the programs prints. */
    static boolean isUsedBy(List<LoadedProgram> programs) {
        return programs.stream().map(LoadedProgram::compiled).anyMatch(TracePipe::prints);
    }

    private static boolean prints(CompiledProgram program) {
        for (long instruction : program.instructions()) {
            int helper = (int) (instruction >>> 32);
            // Bits 8 to 15 are the registers: 0 where a helper is called, not a function of the program.
            if ((instruction & 0xffff) == CALL && (helper == TRACE_PRINTK || helper == TRACE_VPRINTK)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Begins to print to {@code out}, except what was said up to {@code since}; ends with the process, because a read of the pipe
     * cannot be ended otherwise.
     */
    static void follow(double since, PrintStream out, PrintStream err) {
        Thread.ofPlatform().daemon().name("trace pipe").start(() -> {
            try (BufferedReader lines = read(TraceFs.instance().tracePipe())) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank() && !(seconds(line) <= since)) {
                        out.println(BLANKS.matcher(line.strip()).replaceAll(" "));
                    }
                }
            } catch (IOException unreadable) {
                err.println("skep run: the trace pipe cannot be read: " + unreadable.getMessage());
            }
        });
    }

    /** The time of the last line that is waiting in the pipe, in the kernel's seconds: it belongs to programs of earlier. */
    static double lastLine() {
        double last = 0;
        try (BufferedReader lines = read(TraceFs.instance().root().resolve("trace"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                double seconds = seconds(line);
                last = seconds > last ? seconds : last;
            }
        } catch (IOException unreadable) {
            // Then old lines are shown, too.
            return last;
        }
        return last;
    }

    private static BufferedReader read(Path file) throws IOException {
        return Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
    }

    /** The time of a line, or NaN for a line without. */
    private static double seconds(String line) {
        Matcher time = TIME.matcher(line);
        return time.find() ? Double.parseDouble(time.group(1)) : Double.NaN;
    }
}
