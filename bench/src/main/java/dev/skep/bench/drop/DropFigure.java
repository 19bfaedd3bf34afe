package dev.skep.bench.drop;

import dev.skep.bench.figure.Figure;
import dev.skep.bench.figure.Settings;
import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.match.Match;
import dev.skep.drop.program.Behaviour;
import dev.skep.drop.program.DropMaps;
import dev.skep.drop.program.DropProgram;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the program of {@code skep drop} takes for a packet, by test runs, and how long it takes until it is in the kernel. */
public final class DropFigure implements Figure {
    private static final int ICMP = 1;
    private static final int UDP = 17;
    private static final int PASSED_PORT = 80;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares cases
    private record Case(String rules, String packet, byte[] bytes, List<Match> matches, boolean pinned) {
        Case(String rules, String packet, byte[] bytes, List<Match> matches) {
            this(rules, packet, bytes, matches, false);
        }

        DropMaps maps() {
            DropMaps maps = DropMaps.of(matches.size() + 1);
            if (pinned) {
                maps.create();
                maps.until(System.nanoTime() + Duration.ofDays(1).toNanos());
            }
            return maps;
        }

        /** One that is pinned can have a deadline, which is far, and show samples, which nobody looks at. */
        DropProgram program(DropMaps maps) {
            SortedMap<Integer, Match> numbered = new TreeMap<>();
            matches.forEach(rule -> numbered.put(numbered.size() + 1, rule));
            return new DropProgram(numbered, new Behaviour(false, pinned, pinned, List.of(0)), maps);
        }
    }

    @Override
    public String name() {
        return "drop";
    }

    @Override
    public String title() {
        return "skep drop: nanoseconds for a packet, by test run";
    }

    @Override
    public String measure(Settings settings) {
        Table table = new Table("rules", "packet", "ns", "instructions", "compiled and loaded in ms");
        for (Case one : cases(settings)) {
            Samples nanos = new Samples();
            Samples millis = new Samples();
            int instructions = 0;
            for (int round = 0; round < settings.rounds(); round++) {
                long start = System.nanoTime();
                try (DropMaps maps = one.maps();
                        Loaded<DropProgram> loaded = Kernel.loadDetached(one.program(maps))) {
                    millis.add((System.nanoTime() - start) / 1e6);
                    instructions = loaded.program("packet").compiled().instructionCount();
                    Program program = loaded.program("packet").program();
                    TestRun run = TestRun.ofData(one.bytes());
                    program.testRun(run.repeat(settings.packets() / 10));
                    nanos.add((double)
                            program.testRun(run.repeat(settings.packets())).nanosPerRun());
                }
            }
            table.row(one.rules(), one.packet(), nanos.text(0), Samples.number(instructions, 0), millis.text(0));
        }
        return table.toString();
    }

    private static List<Case> cases(Settings settings) {
        List<Match> icmp = List.of(Filter.parse("icmp").match());
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("icmp", "UDP, passed", packet(UDP, PASSED_PORT), icmp));
        cases.add(new Case("icmp", "ICMP, dropped", packet(ICMP, 0), icmp));
        cases.add(new Case("icmp, deadline and samples", "UDP, passed", packet(UDP, PASSED_PORT), icmp, true));
        cases.add(new Case("icmp, deadline and samples", "ICMP, dropped", packet(ICMP, 0), icmp, true));
        for (int count : new int[] {8, 64, 1024}) {
            Rules rules = Rules.ports(count);
            cases.add(new Case(rules.title(), "UDP, no rule", packet(UDP, PASSED_PORT), rules.matches()));
            cases.add(new Case(rules.title(), "UDP, last rule", packet(UDP, Rules.FLOODED), rules.matches()));
        }
        for (int count : new int[] {10_000, 1_000_000}) {
            Rules rules = Rules.networks(count, settings.scratch());
            cases.add(new Case(rules.title(), "UDP, in none", packet(UDP, PASSED_PORT), rules.matches()));
        }
        return cases;
    }

    /** From an address in the middle of the address space. */
    private static byte[] packet(int protocol, int port) {
        ByteBuffer packet = ByteBuffer.allocate(60);
        packet.putShort(12, (short) 0x0800).put(14, (byte) 0x45).put(23, (byte) protocol);
        return packet.putInt(26, 0xe1000001).putShort(36, (short) port).array();
    }
}
