package dev.skep.cli.drop;

import dev.skep.bpf.inspect.HolderScan;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.pin.FolderLock;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.drop.live.DropPins;
import dev.skep.drop.live.DropState;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.LiveDrops;
import dev.skep.drop.live.PinSweep;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The pins of this host as commands use them: what does nothing any more is cleared away first, and said. */
final class PinFolder {
    private final DropPins pins = new DropPins();
    private final Invocation invocation;

    PinFolder(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The name of a pin, as an option's value. */
    static String name(String text) {
        if (!DropPins.NAME.matcher(text).matches()) {
            throw OptionList.refusal(
                    "'" + text + "' is not a name (1 to 64 letters, digits, - and _, the first a letter or digit)");
        }
        return text;
    }

    /** The parameter that says which drops are meant. */
    static PositionalParamSpec.Builder which(String index) {
        return PositionalParamSpec.builder()
                .index(index)
                .paramLabel("NAME|PID")
                .converters((ITypeConverter<String>) PinFolder::name)
                .description("Which: see skep drop list.");
    }

    DropPins pins() {
        return pins;
    }

    /** Makes the folder, and the file system below it where there is none. */
    void prepare() {
        try {
            if (pins.prepare()) {
                invocation.say("no BPF file system was mounted: it is now, at /sys/fs/bpf, for root alone");
            }
        } catch (IOException refused) {
            throw failure("make", refused);
        }
    }

    /** Takes the right to change pins, and sweeps. */
    FolderLock sweep() {
        FolderLock lock = pins.lock();
        try {
            new PinSweep(pins, this::say).run();
            return lock;
        } catch (IOException refused) {
            lock.close();
            throw failure("read", refused);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private void say(String name, DropState why) {
        invocation.say(name + ": "
                + switch (why) {
                    case ACTIVE -> "at work";
                    case EXPIRED -> "its time was over: removed";
                    case UNFINISHED -> "its command was killed before it was done: removed, it dropped nothing";
                    case GONE -> "its devices are gone: removed";
                });
    }

    List<String> names() {
        try {
            return pins.names();
        } catch (IOException refused) {
            throw failure("read", refused);
        }
    }

    /** What has this name, or else what the process of this id has at work; the caller closes it. */
    LiveDrop open(String name) {
        try {
            return pins.open(name).or(() -> ofProcess(name)).orElseThrow(() -> unknown(name));
        } catch (IOException refused) {
            throw failure("read", refused);
        }
    }

    private static Optional<LiveDrop> ofProcess(String id) {
        if (!id.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        // Before links are opened here: this process is no holder.
        HolderScan holders = HolderScan.run();
        List<LiveDrop> drops = LiveDrops.running();
        Optional<LiveDrop> own = drops.stream()
                .filter(drop -> drop.manifest().name().isEmpty()
                        && holders.of(ObjectKind.LINK, drop.linkIds().getFirst()).stream()
                                .anyMatch(holder -> holder.processId() == Integer.parseInt(id)))
                .findFirst();
        drops.stream().filter(drop -> own.filter(drop::equals).isEmpty()).forEach(LiveDrop::close);
        return own;
    }

    void remove(String name) {
        try {
            pins.remove(name);
        } catch (IOException refused) {
            throw failure("remove", refused);
        }
    }

    private CommandFailure unknown(String name) {
        List<String> names = names();
        if (names.contains(name)) {
            return CommandFailure.failure(pins.folder().resolve(name)
                    + " is not what this skep can read: another program or a later version made it");
        }
        return CommandFailure.usage("no skep drop '" + name + "': "
                + (names.isEmpty() ? "none is pinned" : "there are " + String.join(", ", names)));
    }

    CommandFailure failure(String what, IOException cause) {
        return CommandFailure.failure(what + " " + pins.folder() + ": " + cause.getMessage());
    }
}
