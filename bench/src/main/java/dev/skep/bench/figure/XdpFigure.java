package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * How long an XDP program takes for a packet, by test runs. Measured is the CPU time of the thread that runs them. Both programs are
 * loaded again for each round, because the kernel puts their code at random places, and places differ in speed.
 */
public final class XdpFigure implements Figure {
    /** One takes a fraction of a second, and places differ more than times. */
    private static final int ROUNDS_FACTOR = 3;

    private static final List<Case> CASES = List.of(
            new Case("dropIcmp", "ICMP, dropped", Packets.of(Packets.ICMP, 0)),
            new Case("dropIcmp", "TCP, passed", Packets.of(Packets.TCP, 80)),
            new Case("eightRules", "TCP, no rule", Packets.of(Packets.TCP, 80)),
            new Case("eightRules", "UDP, eighth rule", Packets.of(Packets.UDP, 1007)),
            new Case("eightRules", "TCP, first rule", Packets.of(Packets.TCP, 1000)),
            new Case("tcpOptions", "four options", Packets.withOptions()),
            new Case("pass", "nothing to do: the cost of a test run", Packets.of(Packets.TCP, 80)));

    private record Case(String program, String what, TestRun run) {
        Case(String program, String what, byte[] packet) {
            this(program, what, TestRun.ofData(packet));
        }
    }

    @Override
    public String name() {
        return "xdp";
    }

    @Override
    public String title() {
        return "XDP: nanoseconds of CPU for a packet, by test run";
    }

    @Override
    public String measure(Settings settings) {
        List<Samples> java = CASES.stream().map(packet -> new Samples()).toList();
        List<Samples> clang = CASES.stream().map(packet -> new Samples()).toList();
        for (int round = 0; round < settings.rounds() * ROUNDS_FACTOR; round++) {
            for (int i = 0; i < CASES.size(); i++) {
                if (round % 2 == 0) {
                    java.get(i).add(java(settings, CASES.get(i)));
                    clang.get(i).add(clang(settings, CASES.get(i)));
                } else {
                    clang.get(i).add(clang(settings, CASES.get(i)));
                    java.get(i).add(java(settings, CASES.get(i)));
                }
            }
        }
        Table table = new Table("program", "packet", "Java", "C", "Java ÷ C");
        for (int i = 0; i < CASES.size(); i++) {
            table.row(
                    CASES.get(i).program(),
                    CASES.get(i).what(),
                    java.get(i).text(1),
                    clang.get(i).text(1),
                    Samples.ratio(java.get(i), clang.get(i)));
        }
        return table + "\nEach row is " + ROUNDS_FACTOR * settings.rounds() + " rounds of "
                + Samples.number(settings.packets(), 0) + " packets.\n";
    }

    private static double java(Settings settings, Case packet) {
        try (Loaded<Object> loaded = Kernel.loadDetached(ProgramPair.packets().java())) {
            return nanos(settings, packet, loaded.program(packet.program()).program());
        }
    }

    private static double clang(Settings settings, Case packet) {
        try (Program program = ProgramPair.packets().clang(settings).load(packet.program(), settings.pins())) {
            return nanos(settings, packet, program);
        }
    }

    private static double nanos(Settings settings, Case packet, Program program) {
        program.testRun(packet.run().repeat(settings.packets() / 10));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        program.testRun(packet.run().repeat(settings.packets()));
        long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        return (double) (after - before) / settings.packets();
    }
}
