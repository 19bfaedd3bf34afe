package dev.skep.cli.drop;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.XdpLink;
import dev.skep.bpf.link.XdpMode;
import dev.skep.bpf.program.Program;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.program.DropProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop}: packets that match are dropped as long as the command runs. */
public final class DropCommand implements Command {
    private static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

    /** Called once the user wants it. */
    public DropCommand() {}

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                "skep drop",
                "Drop the packets that match a filter, before the network stack of this host sees them. Shows how many, until"
                        + " Ctrl-C; then they pass again.");
        options.values(String.class, "DEV", text -> text, "Packets that these devices receive.", "-i", "--dev");
        RuleOptions.add(options);
        CommandSpec spec = options.value(
                        XdpMode.class,
                        "MODE",
                        DropCommand::mode,
                        "Where in the receive path: native (in the driver), generic (in the stack), or auto.",
                        "--mode")
                .flag("Count what would be dropped, and drop nothing.", "-n", "--dry-run")
                .flag("Also drop the packets of the session that this is typed in.", "--force")
                .value(
                        Duration.class,
                        "TIME",
                        OptionValues::duration,
                        "End after TIME: seconds, or with unit (90s, 10m, 2h).",
                        "-d",
                        "--for")
                .footer(
                        "",
                        "A filter has the words and the meaning of pcap-filter(7), and ttl, fragment, options, exthdr besides.",
                        "  skep drop icmp -i eth0",
                        "  skep drop -i eth0 'tcp dst port 80 and src net 192.0.2.0/24' --rule 'udp and fragment'")
                .end();
        RuleOptions.addWords(spec);
        return spec;
    }

    private static XdpMode mode(String text) {
        return switch (text) {
            case "auto" -> XdpMode.AUTO;
            case "native" -> XdpMode.NATIVE;
            case "generic" -> XdpMode.GENERIC;
            default -> throw OptionList.refusal("'" + text + "' is not a mode (auto, native or generic)");
        };
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        List<Filter> filters = RuleOptions.of(options);
        List<Device> devices = OptionList.<String>all(options, "--dev").stream()
                .map(Device::named)
                .toList();
        if (devices.isEmpty()) {
            throw CommandFailure.usage("no device: name one with --dev, such as --dev eth0");
        }
        boolean dryRun = OptionList.has(options, "--dry-run");
        if (!dryRun && !OptionList.has(options, "--force")) {
            keepSession(filters);
        }
        invocation.requireRights();
        XdpMode mode = options.matchedOptionValue("--mode", XdpMode.AUTO);
        Duration duration = options.matchedOptionValue("--for", ENDLESS);
        DropProgram program =
                new DropProgram(filters.stream().map(Filter::match).toList(), dryRun);
        List<Link> links = new ArrayList<>();
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(program)) {
            Program packet = loaded.program("packet").program();
            try {
                for (Device device : devices) {
                    links.add(attach(packet, device, mode));
                }
                new DropDisplay(invocation, program, filters, dryRun).show(duration);
            } finally {
                links.forEach(Link::close);
            }
        }
        return ExitStatus.FINE;
    }

    private static Link attach(Program packet, Device device, XdpMode mode) {
        try {
            return XdpLink.attach(packet, device.index(), mode);
        } catch (RuntimeException refused) {
            throw CommandFailure.failure(
                    device.name() + " (" + mode.name().toLowerCase(Locale.ROOT) + "): " + refused.getMessage());
        }
    }

    private static void keepSession(List<Filter> filters) {
        Optional<RemoteSession> session = RemoteSession.current();
        session.flatMap(here -> here.cutBy(filters)).ifPresent(filter -> {
            throw CommandFailure.usage("'" + filter.text() + "' would drop the packets of this very session, from "
                    + session.get().peer() + ": add 'and not src host' its address, or --force");
        });
    }
}
