package dev.skep.bench.drop;

import dev.skep.bench.figure.Figure;
import dev.skep.bench.figure.Settings;
import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bpf.link.XdpMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** How many packets a second the receiving end of a virtual cable can drop, with Skep and with its peers. */
public final class WireFigure implements Figure {
    private static final String OURS = "Skep";
    private static final String XDP_FILTER = "xdp-filter";
    private static final List<String> IN_DRIVER = List.of(OURS, XDP_FILTER);
    private static final int WARM_UP = 20_000;
    /** How long a flood takes; the slow ones get fewer frames, but so many that to begin is little of it. */
    private static final double FLOOD_SECONDS = 0.3;

    private static final long LEAST_FRAMES = 50_000;
    private static final long MOST_FRAMES = 2_000_000;

    @Override
    public String name() {
        return "wire";
    }

    @Override
    public String title() {
        return "skep drop: thousands of packets a second that are dropped on a virtual cable";
    }

    /**
     * What was measured under the same rules, by who dropped.
     *
     * @param rates thousands of packets a second
     * @param nanos of those whose program is in the driver, for a packet by test run
     */
    private record Row(Map<String, Samples> rates, Map<String, Samples> nanos) {
        Row() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        List<String> cells(String title) {
            List<String> cells = new ArrayList<>(List.of(title));
            rates.values().forEach(samples -> cells.add(samples.text(0)));
            Samples ours = Objects.requireNonNull(rates.get(OURS));
            rates.values().stream().skip(1).forEach(peer -> cells.add(Samples.ratio(ours, peer)));
            IN_DRIVER.forEach(
                    name -> cells.add(nanos.getOrDefault(name, new Samples()).text(0)));
            return cells;
        }
    }

    @Override
    public String measure(Settings settings) {
        List<Row> rows = new ArrayList<>();
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
        List<String> columns = new ArrayList<>(List.of("rules"));
        Set<String> names = rows.getFirst().rates().keySet();
        columns.addAll(names);
        names.stream().skip(1).forEach(peer -> columns.add(OURS + " ÷ " + peer));
        IN_DRIVER.forEach(name -> columns.add(name + ", ns for a packet by test run"));
        Table table = new Table(columns.toArray(String[]::new));
        for (int i = 0; i < rows.size(); i++) {
            table.row(rows.get(i).cells(all.get(i).title()).toArray(String[]::new));
        }
        return table
                + "\nSources are random, and every packet is dropped by the last rule. xdp-filter knows no networks.\n";
    }

    /** All of them with the same rules, one after the other in each round. */
    private static Row measure(Settings settings, Wire wire, Rules rules) {
        Map<String, Supplier<Barrier>> makers = new LinkedHashMap<>();
        makers.put(OURS, () -> new SkepBarrier(rules, wire.index(), XdpMode.NATIVE));
        makers.put("Skep, generic", () -> new SkepBarrier(rules, wire.index(), XdpMode.GENERIC));
        makers.put(XDP_FILTER, () -> CommandBarrier.xdpFilter(rules));
        makers.put("nftables", () -> CommandBarrier.nftables(rules));
        makers.put("iptables", () -> CommandBarrier.iptables(rules));
        Row row = new Row();
        Map<String, Barrier> barriers = new LinkedHashMap<>();
        try {
            makers.forEach((name, maker) -> {
                row.rates().put(name, new Samples());
                if (rules.networks().isEmpty() || !name.equals(XDP_FILTER)) {
                    barriers.put(name, maker.get());
                }
            });
            // What grows slower or faster in the course of a round is not always the same one's gain.
            List<String> order = new ArrayList<>(barriers.keySet());
            for (int round = 0; round < settings.rounds(); round++) {
                for (String name : order) {
                    Barrier barrier = Objects.requireNonNull(barriers.get(name));
                    barrier.up();
                    try {
                        Objects.requireNonNull(row.rates().get(name)).add(flood(wire));
                        wire.nanosPerPacket(settings.packets())
                                .ifPresent(nanos -> row.nanos()
                                        .computeIfAbsent(name, key -> new Samples())
                                        .add(nanos));
                    } finally {
                        barrier.down();
                    }
                }
                Collections.reverse(order);
            }
        } finally {
            barriers.values().forEach(Barrier::close);
        }
        return row;
    }

    private static double flood(Wire wire) {
        double rate = wire.packetsPerSecond(WARM_UP);
        long frames = Math.clamp((long) (rate * FLOOD_SECONDS), LEAST_FRAMES, MOST_FRAMES);
        return wire.packetsPerSecond((int) frames) / 1_000;
    }
}
