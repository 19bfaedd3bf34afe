package dev.skep.drop.fuzz;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import dev.skep.drop.program.DropProgram;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A filter in three worlds: the kernel's, the JVM's, and the oracle's. */
final class Worlds implements AutoCloseable {
    private final Expression expression;
    private final Match match;
    private final Loaded<DropProgram> loaded;
    private final Program program;

    /** Compiles and loads; the kernel's verifier has to take it. */
    Worlds(Expression expression) {
        this.expression = expression;
        match = Filter.parse(expression.text()).match();
        loaded = Kernel.loadDetached(new DropProgram(List.of(match), false));
        program = loaded.program("packet").program();
    }

    /** What each says of a packet, if they do not agree. */
    Optional<String> disagreement(byte[] packet) {
        boolean oracle = expression.matches(packet);
        boolean jvm = match.test(new PacketBytes(packet)) == Match.YES;
        boolean kernel = program.testRun(TestRun.ofData(packet)).returnValue() == XdpContext.DROP;
        return oracle == jvm && jvm == kernel
                ? Optional.empty()
                : Optional.of("oracle " + oracle + ", JVM " + jvm + ", kernel " + kernel + ": " + expression.text()
                        + " on " + HexFormat.of().formatHex(packet));
    }

    @Override
    public void close() {
        loaded.close();
    }

    /** The smallest filter and packet near these about which the worlds still disagree. */
    static String shrunk(Expression found, byte[] packet) {
        Expression expression = found;
        byte[] bytes = packet;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Expression one : expression.smaller()) {
                if (disagree(one, bytes)) {
                    expression = one;
                    smaller = true;
                    break;
                }
            }
            for (byte[] one : smaller(bytes)) {
                if (disagree(expression, one)) {
                    bytes = one;
                    smaller = true;
                    break;
                }
            }
        }
        try (Worlds worlds = new Worlds(expression)) {
            return worlds.disagreement(bytes).orElse("gone while shrinking: " + found.text());
        }
    }

    private static boolean disagree(Expression expression, byte[] packet) {
        try (Worlds worlds = new Worlds(expression)) {
            return worlds.disagreement(packet).isPresent();
        }
    }

    private static List<byte[]> smaller(byte[] packet) {
        List<byte[]> all = new ArrayList<>();
        for (int length : new int[] {packet.length / 2, packet.length - 1}) {
            // The kernel takes no shorter ones.
            if (length >= 14) {
                all.add(java.util.Arrays.copyOf(packet, length));
            }
        }
        for (int i = 0; i < packet.length; i++) {
            if (packet[i] != 0) {
                byte[] zeroed = packet.clone();
                zeroed[i] = 0;
                all.add(zeroed);
            }
        }
        return all;
    }
}
