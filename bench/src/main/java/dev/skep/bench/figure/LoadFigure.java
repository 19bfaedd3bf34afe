package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bench.tool.Command;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.trace.open.OpenFilter;
import dev.skep.trace.open.OpenSnoop;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How long it takes to bring {@code skep trace open}'s program into the kernel. */
public final class LoadFigure implements Figure {
    private static final int WARM_UP = 100;
    private static final int WARM = 50;
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String title() {
        return "Load: milliseconds to compile, verify and attach the program of skep trace open";
    }

    @Override
    public String measure(Settings settings) {
        Table table = new Table("JVM", "compile", "compile, verify, load", "with attach", "CPU of it");
        for (int i = 0; i < WARM_UP; i++) {
            Kernel.compile(program());
            once(new Samples(), new Samples(), true);
        }
        Samples compile = new Samples();
        Samples load = new Samples();
        Samples attach = new Samples();
        Samples cpu = new Samples();
        for (int i = 0; i < WARM; i++) {
            long start = System.nanoTime();
            Kernel.compile(program());
            compile.add((System.nanoTime() - start) / NANOS_PER_MILLI);
            once(load, new Samples(), false);
            once(attach, cpu, true);
        }
        table.row("warm, " + WARM + " times", compile.text(1), load.text(1), attach.text(1), cpu.text(1));
        cold(settings, table, "cold", List.of());
        String cache = "-XX:AOTCache=" + settings.built().resolve("bench.aot");
        Command.output(command(List.of("-XX:AOTCacheOutput=" + settings.built().resolve("bench.aot"))));
        cold(settings, table, "cold, with AOT cache", List.of(cache));
        return table.toString();
    }

    private static void once(Samples wall, Samples cpu, boolean attached) {
        OpenSnoop program = program();
        long start = System.nanoTime();
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (Loaded<OpenSnoop> loaded = attached ? Kernel.load(program) : Kernel.loadDetached(program)) {
            cpu.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used) / NANOS_PER_MILLI);
            wall.add((System.nanoTime() - start) / NANOS_PER_MILLI);
            if (loaded.programs().isEmpty()) {
                throw new IllegalStateException("nothing was loaded");
            }
        }
    }

    private static void cold(Settings settings, Table table, String name, List<String> options) {
        Samples load = new Samples();
        Samples cpu = new Samples();
        for (int round = 0; round < settings.rounds(); round++) {
            double[] numbers = Command.numbers(command(options));
            load.add(numbers[0]);
            cpu.add(numbers[1]);
        }
        table.row(name + ", " + settings.rounds() + " JVMs", "–", "–", load.text(1), cpu.text(1));
    }

    /** A JVM like the launcher's. */
    private static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "--enable-native-access=dev.skep.bpf"));
        command.addAll(options);
        command.addAll(List.of(
                "-p", System.getProperty("jdk.module.path"), "-m", "dev.skep.bench/" + ColdLoad.class.getName()));
        return command;
    }

    /** The program with its filter that sends everything. */
    static OpenSnoop program() {
        return new OpenSnoop(OpenFilter.ALL);
    }
}
