package dev.skep.cli.doctor;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code skep doctor}: each line is something that was tried on this kernel, not something that its configuration promises. Exit
 * status 0 if every command works here, else 1.
 */
public final class DoctorCommand implements Command {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    /** Called once the user wants it. */
    public DoctorCommand() {}

    @Override
    public CommandSpec spec() {
        return OptionList.of(
                        "skep doctor",
                        "Say what this kernel offers, by loading a small program for each feature, and what each command uses.")
                .end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        PrintStream out = invocation.text();
        String release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        out.printf("Linux %s, %s, Java %s%n%n", release, System.getProperty("os.arch"), Runtime.version());
        for (KernelFeature feature : KernelFeature.values()) {
            Support support = KernelFeatures.of(feature);
            out.printf(
                    "  %s %-34s %-6s %s%n",
                    sign(support, invocation.colour()), feature.title(), feature.since(), support.reason());
        }
        out.println();
        boolean fine = true;
        for (Need need : Need.ALL) {
            List<String> missing = need.missing();
            fine &= missing.isEmpty();
            out.printf("  skep %-14s %s%n", need.command(), missing.isEmpty() ? need.hooks() : "does not work here");
            missing.forEach(reason -> out.printf("  %-19s %s%n", "", reason));
        }
        return fine ? ExitStatus.FINE : ExitStatus.FAILURE;
    }

    private static String sign(Support support, boolean colour) {
        String word = switch (support) {
            case Support.Supported yes -> "yes";
            case Support.NotSupported no -> "no ";
            case Support.Inconclusive unknown -> "?  ";
        };
        if (!colour) {
            return word;
        }
        String begin = switch (support) {
            case Support.Supported yes -> GREEN;
            case Support.NotSupported no -> RED;
            case Support.Inconclusive unknown -> YELLOW;
        };
        return begin + word + PLAIN;
    }
}
