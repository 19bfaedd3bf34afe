package dev.skep.bench.drop;

import dev.skep.bench.figure.Figure;
import dev.skep.bench.figure.Settings;
import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bpf.link.XdpMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How many packets a second the receiving end of a virtual cable can drop, with Skep and with its peers. */
public final class WireFigure implements Figure {
    private static final String OURS = "Skep";
    private static final int WARM_UP = 20_000;
    private static final int FLOOD = 500_000;

    @Override
    public String name() {
        return "wire";
    }

    @Override
    public String title() {
        return "skep drop: thousands of packets a second that are dropped on a virtual cable";
    }

    @Override
    public String measure(Settings settings) {
        List<String> columns = new ArrayList<>(List.of("rules"));
        List<Map<String, Samples>> rows = new ArrayList<>();
        List<Rules> all = List.of(
                Rules.ports(1),
                Rules.ports(8),
                Rules.ports(64),
                Rules.ports(1024),
                Rules.networks(10_000, settings.scratch()),
                Rules.networks(1_000_000, settings.scratch()));
        try (Wire wire = Wire.lay()) {
            for (Rules rules : all) {
                System.err.println("bench: " + rules.title());
                rows.add(measure(settings, wire, rules));
            }
        }
        columns.addAll(rows.getFirst().keySet());
        rows.getFirst().keySet().stream().skip(1).forEach(peer -> columns.add(OURS + " ÷ " + peer));
        Table table = new Table(columns.toArray(String[]::new));
        for (int i = 0; i < rows.size(); i++) {
            table.row(cells(all.get(i).title(), rows.get(i)).toArray(String[]::new));
        }
        return table
                + "\nSources are random, and every packet is dropped by the last rule. xdp-filter knows no networks.\n";
    }

    private static List<String> cells(String title, Map<String, Samples> row) {
        List<String> cells = new ArrayList<>(List.of(title));
        row.values().forEach(samples -> cells.add(samples.text(0)));
        Samples ours = row.get(OURS);
        row.values().stream().skip(1).forEach(peer -> cells.add(Samples.ratio(ours == null ? peer : ours, peer)));
        return cells;
    }

    /** All of them with the same rules, one after the other in each round. */
    private static Map<String, Samples> measure(Settings settings, Wire wire, Rules rules) {
        Map<String, Supplier<Barrier>> makers = new LinkedHashMap<>();
        makers.put(OURS, () -> new SkepBarrier(rules, wire.index(), XdpMode.NATIVE));
        makers.put("Skep, generic", () -> new SkepBarrier(rules, wire.index(), XdpMode.GENERIC));
        makers.put("xdp-filter", () -> CommandBarrier.xdpFilter(rules));
        makers.put("nftables", () -> CommandBarrier.nftables(rules));
        makers.put("iptables", () -> CommandBarrier.iptables(rules));
        Map<String, Samples> samples = new LinkedHashMap<>();
        Map<String, Barrier> barriers = new LinkedHashMap<>();
        try {
            makers.forEach((name, maker) -> {
                samples.put(name, new Samples());
                if (rules.networks().isEmpty() || !name.equals("xdp-filter")) {
                    barriers.put(name, maker.get());
                }
            });
            for (int round = 0; round < settings.rounds(); round++) {
                barriers.forEach((name, barrier) -> {
                    barrier.up();
                    try {
                        wire.packetsPerSecond(WARM_UP);
                        Samples of = samples.get(name);
                        if (of != null) {
                            of.add(wire.packetsPerSecond(FLOOD) / 1_000);
                        }
                    } finally {
                        barrier.down();
                    }
                });
            }
        } finally {
            barriers.values().forEach(Barrier::close);
        }
        return samples;
    }
}
