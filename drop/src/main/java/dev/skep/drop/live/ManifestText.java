package dev.skep.drop.live;

import dev.skep.bpf.link.XdpMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest as lines of text, which people may read with {@code skep map dump}: a key, a blank, the value. Keys that are not known are
 * left out, so that a later Skep may add some.
 */
final class ManifestText {
    /** The first line: what it is, and the version of what may not be left out. */
    private static final String HEADER = "skep drop 1";

    private ManifestText() {}

    static String write(Manifest manifest) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        line(text, "name", manifest.name());
        line(text, "since", Long.toString(manifest.since().toEpochMilli()));
        line(text, "mode", manifest.mode().name());
        for (Manifest.Option option : manifest.options()) {
            line(text, "option", option.name());
        }
        line(text, "next", Integer.toString(manifest.next()));
        for (DropDevice device : manifest.devices()) {
            line(text, "device", device.index() + " " + device.name());
        }
        for (DropRule rule : manifest.rules()) {
            line(text, "rule", rule.number() + " " + rule.since().toEpochMilli() + " " + rule.text());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(' ').append(value).append('\n');
    }

    /** Empty if the text is none, or of a version that is newer than this Skep. */
    static Optional<Manifest> read(String text) {
        if (!text.startsWith(HEADER + "\n")) {
            return Optional.empty();
        }
        String name = "";
        long since = 0;
        int next = 1;
        XdpMode mode = XdpMode.AUTO;
        Set<Manifest.Option> options = EnumSet.noneOf(Manifest.Option.class);
        List<DropDevice> devices = new ArrayList<>();
        List<DropRule> rules = new ArrayList<>();
        try {
            for (String line : text.split("\n", -1)) {
                int blank = line.indexOf(' ');
                String value = line.substring(blank + 1);
                switch (blank < 0 ? "" : line.substring(0, blank)) {
                    case "name" -> name = value;
                    case "since" -> since = Long.parseLong(value);
                    case "next" -> next = Integer.parseInt(value);
                    case "mode" -> mode = XdpMode.valueOf(value);
                    case "option" -> options.add(Manifest.Option.valueOf(value));
                    case "device" -> devices.add(device(value.split(" ", 2)));
                    case "rule" -> rules.add(rule(value.split(" ", 3)));
                    default -> {
                        // Of a later Skep.
                    }
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
        return devices.isEmpty() || rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new Manifest(name, Instant.ofEpochMilli(since), mode, options, next, devices, rules));
    }

    private static DropDevice device(String[] words) {
        return new DropDevice(Integer.parseInt(words[0]), words[1]);
    }

    private static DropRule rule(String[] words) {
        return new DropRule(Integer.parseInt(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])), words[2]);
    }
}
