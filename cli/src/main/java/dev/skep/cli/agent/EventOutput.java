package dev.skep.cli.agent;

import dev.skep.api.compact.CompactFormat;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Shows events as compact lines or as JSON. Used by one thread. */
final class EventOutput {
    private final Optional<CompactFormat> compact;
    private final OutputStream out;
    private long left;
    private @Nullable IOException broken;

    private EventOutput(Optional<CompactFormat> compact, OutputStream out, long most) {
        this.compact = compact;
        this.out = out;
        left = most;
    }

    static void add(OptionList options) {
        options.value(
                        String.class,
                        "FORMAT",
                        EventOutput::format,
                        "json: one object a line; compact: one short line; or tetra: the short line exactly as tetra writes it."
                                + " Standard: compact on a terminal, else json.",
                        "-o",
                        "--output")
                .value(
                        String.class,
                        "WHEN",
                        EventOutput::when,
                        "Colours of compact lines: auto, always or never.",
                        "--color",
                        "--colour")
                .flag("Begin compact lines with the time.", "--timestamps")
                .flag("Show stack traces below compact lines.", "--stack-traces")
                .flag("Show IMA hashes below compact lines.", "--ima-hash")
                .value(Long.class, "N", OptionValues::count, "End after N events.", "--count");
    }

    private static String format(String text) {
        if (text.equals("json") || text.equals("compact") || text.equals("tetra")) {
            return text;
        }
        throw OptionList.refusal("'" + text + "' is not a format (json, compact or tetra)");
    }

    private static String when(String text) {
        if (text.equals("auto") || text.equals("always") || text.equals("never")) {
            return text;
        }
        throw OptionList.refusal("'" + text + "' is not auto, always or never");
    }

    static EventOutput of(ParseResult options, Invocation invocation) {
        String format = options.matchedOptionValue("--output", invocation.terminal() ? "compact" : "json");
        String colour = options.matchedOptionValue("--color", "auto");
        boolean colours = colour.equals("always") || (colour.equals("auto") && invocation.colour());
        Optional<CompactFormat> compact = !format.equals("json")
                ? Optional.of(new CompactFormat(
                        colours,
                        OptionList.has(options, "--timestamps"),
                        OptionList.has(options, "--stack-traces"),
                        OptionList.has(options, "--ima-hash"),
                        format.equals("compact")))
                : Optional.empty();
        return new EventOutput(compact, invocation.out(), options.matchedOptionValue("--count", Long.MAX_VALUE));
    }

    /** Shows one; false when nothing more is wanted, or can be written. */
    boolean show(GetEventsResponse event) {
        Optional<String> line = compact.isPresent() ? compact.get().format(event) : Optional.of(EventJson.print(event));
        if (line.isEmpty()) {
            return true;
        }
        try {
            out.write((line.get() + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            broken = failure;
            return false;
        }
        return --left > 0;
    }

    /** Whether all that was wanted was shown. */
    boolean isFull() {
        return left <= 0;
    }

    /** Throws what went wrong in {@link #show}. */
    void check() throws IOException {
        if (broken != null) {
            throw broken;
        }
    }
}
