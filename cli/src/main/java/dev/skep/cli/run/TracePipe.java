package dev.skep.cli.run;

import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.LoadedProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** Prints what programs say with {@code Helpers.tracePrintk}: the kernel's trace pipe, whose readers take the lines away. */
final class TracePipe {
    private static final int CALL = 0x85;
    private static final int TRACE_PRINTK = 6;
    private static final int TRACE_VPRINTK = 177;
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

    /** Begins to print to {@code out}; ends with the process, because a read of the pipe cannot be ended otherwise. */
    static void follow(PrintStream out, PrintStream err) {
        Thread.ofPlatform().daemon().name("trace pipe").start(() -> {
            try (BufferedReader lines =
                    Files.newBufferedReader(TraceFs.instance().tracePipe(), StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.println(BLANKS.matcher(line.strip()).replaceAll(" "));
                }
            } catch (IOException unreadable) {
                err.println("skep run: the trace pipe cannot be read: " + unreadable.getMessage());
            }
        });
    }
}
