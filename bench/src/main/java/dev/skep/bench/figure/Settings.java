package dev.skep.bench.figure;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much is measured, and with what.
 *
 * @param root the repository
 * @param built where {@code bench/run} puts what it builds
 * @param scratch a folder in memory for the output of tools
 * @param pins a folder of a BPF file system of our own
 * @param rounds how often each thing is measured
 * @param opens opens in a round
 * @param spawns spawned programs in a round
 * @param packets packets in a round
 * @param patience how long to wait for others who trace
 */
public record Settings(
        Path root,
        Path built,
        Path scratch,
        Path pins,
        int rounds,
        int opens,
        int spawns,
        int packets,
        Duration patience) {
    private static final int USUAL_ROUNDS = 7;
    private static final int QUICK_ROUNDS = 3;

    /** What the published figures are taken with. */
    public static Settings usual(Path root, Path built, Path scratch, Path pins) {
        return new Settings(
                root, built, scratch, pins, USUAL_ROUNDS, 1_000_000, 3_000, 2_000_000, Duration.ofSeconds(20));
    }

    /** Fewer rounds, less in each: to see whether all works. */
    public Settings quick() {
        return new Settings(root, built, scratch, pins, QUICK_ROUNDS, 200_000, 500, 500_000, Duration.ZERO);
    }

    /** With another number. */
    public Settings withRounds(int number) {
        return new Settings(root, built, scratch, pins, number, opens, spawns, packets, patience);
    }

    /** With another number. */
    public Settings withOpens(int number) {
        return new Settings(root, built, scratch, pins, rounds, number, spawns, packets, patience);
    }

    /** With another number. */
    public Settings withSpawns(int number) {
        return new Settings(root, built, scratch, pins, rounds, opens, number, packets, patience);
    }

    /** With another number. */
    public Settings withPackets(int number) {
        return new Settings(root, built, scratch, pins, rounds, opens, spawns, number, patience);
    }

    /** The launcher. */
    public String skep() {
        return root.resolve("skep").toString();
    }

    /** A program that was built from C. */
    public String load(String name) {
        return built.resolve(name).toString();
    }

    /** What clang made of {@code c/name.bpf.c}. */
    public Path clangObject(String name) {
        return built.resolve(name + ".bpf.o");
    }
}
