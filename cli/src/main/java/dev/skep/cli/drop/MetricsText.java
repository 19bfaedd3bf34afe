package dev.skep.cli.drop;

import dev.skep.drop.live.Count;
import dev.skep.drop.live.DropDevice;
import dev.skep.drop.live.DropRule;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.LiveDrops;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What all rules did so far, in Prometheus' text format 0.0.4. A device runs one program at XDP, so device and number tell a rule from all
 * others; name and filter say which one it is, and the map of the counters tells devices of one name in several network namespaces apart.
 *
 * <p>Written by hand: Prometheus' library, which the agent has for its many figures, is none of the modules that short commands start with.
 */
final class MetricsText {
    /** What it is. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    private MetricsText() {}

    /** Writes the figures of all rules at work on this host, pinned or not. */
    static void write(OutputStream out) throws IOException {
        List<LiveDrop> drops = LiveDrops.running();
        try {
            out.write(of(drops).getBytes(StandardCharsets.UTF_8));
        } finally {
            drops.forEach(LiveDrop::close);
        }
    }

    static String of(List<LiveDrop> drops) {
        MetricsText metrics = new MetricsText();
        metrics.matched(drops, "skep_drop_packets_total", "Packets that a rule matched.", Count::packets);
        metrics.matched(drops, "skep_drop_bytes_total", "Bytes of the packets that a rule matched.", Count::bytes);
        metrics.passed(drops, "skep_drop_passed_packets_total", "Packets that no rule matched.", Count::packets);
        metrics.passed(
                drops, "skep_drop_passed_bytes_total", "Bytes of the packets that no rule matched.", Count::bytes);
        return metrics.text.toString();
    }

    private void matched(List<LiveDrop> drops, String name, String help, ToLongFunction<Count> figure) {
        begin(name, help);
        for (LiveDrop drop : drops) {
            String action = drop.manifest().dryRun() ? "count" : "drop";
            List<DropDevice> devices = drop.manifest().devices();
            for (int i = 0; i < devices.size(); i++) {
                for (DropRule rule : drop.manifest().rules()) {
                    series(name, drop, devices.get(i));
                    label("rule", Integer.toString(rule.number()));
                    label("filter", rule.text());
                    label("action", action);
                    end(drop, figure.applyAsLong(drop.count(i, rule.number())));
                }
            }
        }
    }

    private void passed(List<LiveDrop> drops, String name, String help, ToLongFunction<Count> figure) {
        begin(name, help);
        for (LiveDrop drop : drops) {
            List<DropDevice> devices = drop.manifest().devices();
            for (int i = 0; i < devices.size(); i++) {
                series(name, drop, devices.get(i));
                end(drop, figure.applyAsLong(drop.count(i, 0)));
            }
        }
    }

    private void begin(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" counter\n");
    }

    private void series(String name, LiveDrop drop, DropDevice device) {
        text.append(name).append("{name=\"");
        escape(drop.manifest().name());
        text.append('"');
        label("device", device.name());
    }

    private void label(String name, String value) {
        text.append(',').append(name).append("=\"");
        escape(value);
        text.append('"');
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    private void end(LiveDrop drop, long value) {
        label("map", Integer.toString(drop.id()));
        text.append("} ").append(value).append('\n');
    }
}
