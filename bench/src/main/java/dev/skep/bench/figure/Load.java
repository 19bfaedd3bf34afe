package dev.skep.bench.figure;

import dev.skep.bench.tool.Command;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is traced: a program that does one thing many times and then prints the wall and the CPU time of one.
 *
 * @param command the program
 * @param operations how often it does it
 * @param perSecond the unit of what it prints: a million for microseconds
 * @param lines which lines of a tool are about it
 * @param warmUp makes other events, until a tool is seen to be at work
 * @param warmUpSign what a tool's lines about those contain
 */
record Load(
        List<String> command,
        int operations,
        double perSecond,
        Predicate<String> lines,
        Runnable warmUp,
        String warmUpSign) {
    static Load opens(Settings settings) {
        return new Load(
                List.of(settings.load("benchopens"), Integer.toString(settings.opens()), "/dev/null"),
                settings.opens(),
                1e9,
                Pattern.compile("benchopens.*/dev/null").asPredicate(),
                MissingFile::open,
                MissingFile.NAME);
    }

    static Load spawns(Settings settings) {
        String program = settings.load("benchspawns");
        String spawned = settings.load("benchtrue");
        return new Load(
                List.of(program, Integer.toString(settings.spawns()), "/bin/true"),
                settings.spawns(),
                1e6,
                // Not the load's own command line; bpftrace shows who calls exec, so its name may stand before.
                Pattern.compile("^(?!.*benchspawns \\d).*/bin/true").asPredicate(),
                () -> Command.output(List.of(program, "50", spawned)),
                "benchtrue");
    }
}
