package dev.skep.cli.drop;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.drop.capture.CaptureReader;
import dev.skep.drop.capture.CapturedPacket;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.program.DropProgram;
import dev.skep.drop.text.PacketSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop test}: which packets of a capture the filters would drop, told by the program that would drop them. */
public final class DropTestCommand implements Command {
    /** Called once the user wants it. */
    public DropTestCommand() {}

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                "skep drop test",
                "Show which packets of a capture would be dropped. The kernel runs the very program that would drop them, over"
                        + " each packet; nothing is attached.");
        RuleOptions.add(options);
        CommandSpec spec = options.value(
                        Path.class, "FILE", Path::of, "The capture: pcap or pcapng, of Ethernet.", "-f", "--pcap")
                .flag("Only say how many.", "-q", "--quiet")
                .end();
        RuleOptions.addWords(spec);
        return spec;
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        List<Filter> filters = RuleOptions.of(options);
        Path file = options.matchedOptionValue("--pcap", Path.of(""));
        if (file.toString().isEmpty()) {
            throw CommandFailure.usage("no capture: name one with --pcap FILE");
        }
        invocation.requireRights();
        DropProgram program =
                new DropProgram(filters.stream().map(Filter::match).toList(), false);
        try (CaptureReader capture = CaptureReader.open(file);
                Loaded<DropProgram> loaded = Kernel.loadDetached(program)) {
            show(capture, new Verdicts(loaded, filters), OptionList.has(options, "--quiet"), invocation.text());
        } catch (NoSuchFileException missing) {
            throw CommandFailure.usage(file + ": no such file");
        } catch (IOException failure) {
            String reason = String.valueOf(failure.getMessage());
            throw CommandFailure.failure(reason.startsWith(file.toString()) ? reason : file + ": " + reason);
        }
        return ExitStatus.FINE;
    }

    private static void show(CaptureReader capture, Verdicts verdicts, boolean quiet, PrintStream out)
            throws IOException {
        long packets = 0;
        long dropped = 0;
        for (Optional<CapturedPacket> next = capture.next(); next.isPresent(); next = capture.next()) {
            CapturedPacket packet = next.get();
            packets++;
            if (verdicts.drops(packet)) {
                dropped++;
                if (!quiet) {
                    out.println(packet.number() + "  " + PacketSummary.of(packet.bytes()));
                }
            }
            if (out.checkError()) {
                return;
            }
        }
        out.println(dropped + " of " + packets + (packets == 1 ? " packet" : " packets") + " would be dropped");
    }
}
