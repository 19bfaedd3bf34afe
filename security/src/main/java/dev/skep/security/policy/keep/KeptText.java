package dev.skep.security.policy.keep;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@link KeptManifest} as lines of text, which people may read with {@code skep map dump}: a key, a blank, the value. Keys that are not
 * known are left out, so that a later Skep may add some.
 */
final class KeptText {
    /** The first line: what it is, and the version of what may not be left out. */
    private static final String HEADER = "skep policies 1";

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private KeptText() {}

    static String write(KeptManifest manifest) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        line(text, "pid", Long.toString(manifest.pid()));
        line(text, "since", Long.toString(manifest.since().toEpochMilli()));
        line(text, "layout", Integer.toString(manifest.layout()));
        manifest.policies().forEach(policy -> line(text, "policy", policy));
        manifest.marks().forEach((question, bit) -> line(text, "mark", bit + " " + question));
        manifest.audiences().forEach((audience, bit) -> line(text, "audience", bit + " " + audience));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key)
                .append(' ')
                .append(CONTROL.matcher(value).replaceAll(" "))
                .append('\n');
    }

    /** Empty if the text is none, or of a version that is newer than this Skep. */
    static Optional<KeptManifest> read(String text) {
        if (!text.startsWith(HEADER + "\n")) {
            return Optional.empty();
        }
        long pid = 0;
        Instant since = Instant.EPOCH;
        int layout = 0;
        List<String> policies = new ArrayList<>();
        Map<String, Integer> marks = new HashMap<>();
        Map<String, Integer> audiences = new HashMap<>();
        try {
            for (String line : text.split("\n", -1)) {
                int blank = line.indexOf(' ');
                String value = line.substring(blank + 1);
                switch (blank < 0 ? "" : line.substring(0, blank)) {
                    case "pid" -> pid = Long.parseLong(value);
                    case "since" -> since = Instant.ofEpochMilli(Long.parseLong(value));
                    case "layout" -> layout = Integer.parseInt(value);
                    case "policy" -> policies.add(value);
                    case "mark" -> bit(marks, value);
                    case "audience" -> bit(audiences, value);
                    default -> {
                        // Of a later Skep.
                    }
                }
            }
        } catch (NumberFormatException | DateTimeException damaged) {
            return Optional.empty();
        }
        return Optional.of(new KeptManifest(pid, since, layout, policies, marks, audiences));
    }

    private static void bit(Map<String, Integer> bits, String value) {
        int blank = value.indexOf(' ');
        int bit = Integer.parseInt(value.substring(0, Math.max(blank, 0)));
        if (bit < 0 || bit >= Long.SIZE) {
            throw new NumberFormatException("no bit of 64: " + bit);
        }
        bits.put(value.substring(blank + 1), bit);
    }
}
