package dev.skep.cli.drop;

import dev.skep.bpf.link.NetworkDevice;
import dev.skep.bpf.link.XdpMode;
import dev.skep.bpf.pin.FolderLock;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.live.AttachException;
import dev.skep.drop.live.DropDevice;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.Manifest;
import dev.skep.drop.program.DropMaps;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop}: packets that match are dropped as long as the command runs, or as long as they are pinned. */
public final class DropCommand implements Command {
    private static final int BEGIN = 1;

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
        options.value(
                        String.class,
                        "NAME",
                        PinFolder::name,
                        "Go on when this command ends, under NAME: see skep drop list, add, remove, watch.",
                        "--pin")
                .value(
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
                        "End after TIME: seconds, or with unit (90s, 10m, 2h). The kernel keeps to it, whatever becomes of this"
                                + " process.",
                        "-d",
                        "--for");
        LiveOptions.add(options);
        CommandSpec spec = options.footer(
                        "",
                        "A filter has the words and the meaning of pcap-filter(7), and ttl, fragment, options, exthdr besides.",
                        "  skep drop icmp -i eth0",
                        "  skep drop -i eth0 'tcp dst port 80 and src net 192.0.2.0/24' --rule 'udp and fragment'",
                        "  skep drop -i eth0 --recipe sack-panic --pin patchday --for 48h")
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
        List<DropDevice> devices = OptionList.<String>all(options, "--dev").stream()
                .map(DropCommand::device)
                .distinct()
                .toList();
        if (devices.isEmpty()) {
            throw CommandFailure.usage("no device: name one with --dev, such as --dev eth0");
        }
        boolean dryRun = OptionList.has(options, "--dry-run");
        if (!dryRun && !OptionList.has(options, "--force")) {
            SessionGuard.check(filters);
        }
        String name = options.matchedOptionValue("--pin", "");
        LiveOptions live = LiveOptions.of(options);
        if (!name.isEmpty() && live.any()) {
            throw CommandFailure.usage("--pin ends at once: skep drop watch " + name + " has --sample and --metrics");
        }
        invocation.requireRights();
        Manifest manifest = Manifest.begin(
                name,
                options.matchedOptionValue("--mode", XdpMode.AUTO),
                wanted(dryRun, !name.isEmpty() || options.hasMatchedOption("--for"), !name.isEmpty() || live.samples()),
                devices,
                filters.stream().map(Filter::text).toList());
        long until = options.hasMatchedOption("--for")
                ? System.nanoTime()
                        + options.matchedOptionValue("--for", Duration.ZERO).toNanos()
                : DropMaps.FOREVER;
        if (name.isEmpty()) {
            show(manifest, until, live, invocation);
        } else {
            pin(manifest, until, invocation);
        }
        return ExitStatus.FINE;
    }

    private static DropDevice device(String name) {
        return NetworkDevice.named(name)
                .map(found -> new DropDevice(found.index(), found.name()))
                .orElseThrow(() -> CommandFailure.usage("no device '" + name + "': there are "
                        + NetworkDevice.all().stream()
                                .map(NetworkDevice::name)
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    private static Set<Manifest.Option> wanted(boolean dryRun, boolean bounded, boolean sampled) {
        Set<Manifest.Option> wanted = EnumSet.noneOf(Manifest.Option.class);
        if (dryRun) wanted.add(Manifest.Option.DRY_RUN);
        if (bounded) wanted.add(Manifest.Option.BOUNDED);
        if (sampled) wanted.add(Manifest.Option.SAMPLED);
        return wanted;
    }

    private static void show(Manifest manifest, long until, LiveOptions live, Invocation invocation) {
        try (LiveDrop drop = attach(manifest)) {
            drop.until(until);
            sayWhereItIsSlow(drop, invocation);
            live.show(drop, invocation);
        }
    }

    private static void sayWhereItIsSlow(LiveDrop drop, Invocation invocation) {
        for (DropDevice device : drop.manifest().devices()) {
            if (drop.manifest().mode() == XdpMode.AUTO && drop.mode(device).equals(Optional.of(XdpMode.GENERIC))) {
                invocation.say(
                        device.name() + ": generic, which is slower than native: its driver does not take programs");
            }
        }
    }

    private static void pin(Manifest manifest, long until, Invocation invocation) throws IOException {
        PinFolder folder = new PinFolder(invocation);
        folder.prepare();
        free(manifest.name(), folder);
        String devices;
        try (LiveDrop drop = attach(manifest);
                FolderLock _ = folder.sweep()) {
            free(manifest.name(), folder.names());
            folder.pins().pin(drop);
            drop.until(until);
            devices = manifest.devices().stream()
                    .map(device -> device.name()
                            + drop.mode(device)
                                    .map(mode -> " (" + ListedRule.word(mode) + ")")
                                    .orElse(""))
                    .collect(Collectors.joining(", "));
        }
        invocation
                .text()
                .println(manifest.name() + ": " + manifest.rules().size()
                        + (manifest.rules().size() == BEGIN ? " rule" : " rules")
                        + (manifest.dryRun() ? " counted" : " at work") + " on "
                        + devices
                        + ", until skep drop remove " + manifest.name()
                        + (until == DropMaps.FOREVER ? "" : " or the end of its time"));
    }

    /** Before the rules are compiled, which may take long: what holds the name may have ended by itself. */
    private static void free(String name, PinFolder folder) {
        FolderLock lock = folder.sweep();
        lock.close();
        free(name, folder.names());
    }

    private static void free(String name, List<String> taken) {
        if (taken.contains(name)) {
            throw CommandFailure.usage("name '" + name + "' is taken: skep drop add " + name
                    + " FILTER adds rules, skep drop remove " + name + " ends it");
        }
    }

    private static LiveDrop attach(Manifest manifest) {
        try {
            return LiveDrop.attach(manifest);
        } catch (AttachException refused) {
            throw HeldDevice.explain(refused, manifest.mode());
        }
    }
}
