package dev.skep.cli.drop;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.drop.capture.CapturedPacket;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import dev.skep.drop.program.DropProgram;
import java.util.List;

/**
 * Asks the kernel about packets. Those that a test run does not take, because they are shorter than an Ethernet header, longer than a
 * page, or were cut by the capture, are judged by the same code on the JVM.
 */
final class Verdicts {
    /** ETH_HLEN, the least that BPF_PROG_TEST_RUN takes (net/bpf/test_run.c). */
    private static final int SHORTEST = 14;

    /** Below a page less its head and tail room, in every configuration. */
    private static final int LONGEST = 3_000;

    private final Program program;
    private final List<Filter> filters;

    Verdicts(Loaded<DropProgram> loaded, List<Filter> filters) {
        program = loaded.program("packet").program();
        this.filters = filters;
    }

    boolean drops(CapturedPacket packet) {
        byte[] bytes = packet.bytes();
        if (bytes.length < SHORTEST || bytes.length > LONGEST || packet.isCut()) {
            PacketBytes there = new PacketBytes(bytes, packet.length());
            return filters.stream().anyMatch(filter -> filter.match().test(there) == Match.YES);
        }
        return program.testRun(TestRun.ofData(bytes)).returnValue() == XdpContext.DROP;
    }
}
