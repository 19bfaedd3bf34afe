package dev.skep.bench.drop;

import dev.skep.bench.program.Flood;
import dev.skep.bench.tool.Command;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A virtual cable, in the network namespace that the run has to itself. Frames come in as from a driver, without socket buffers: the
 * receiving end has a NAPI context, with an XDP program and without one.
 */
final class Wire implements AutoCloseable {
    /** The receiving end. */
    static final String DEVICE = "skin";

    private static final String SENDER = "skout";
    private static final Pattern ATTACHED = Pattern.compile("\"xdp\":\\{\"mode\":1,\"prog\":\\{\"id\":([0-9]+)");
    private static final int BYTES = 60;
    private static final int IP = 14;
    private static final int UDP = 34;

    private final Loaded<Flood> flood;
    private final TestRun frame;
    private final int index;

    private Wire(Loaded<Flood> flood, TestRun frame, int index) {
        this.flood = flood;
        this.frame = frame;
        this.index = index;
    }

    static Wire lay() {
        ip("link", "add", SENDER, "type", "veth", "peer", "name", DEVICE);
        // Java knows devices by their addresses; nothing is sent to these.
        ip("addr", "add", "198.51.100.1/30", "dev", SENDER);
        ip("addr", "add", "198.51.100.5/30", "dev", DEVICE);
        ip("link", "set", SENDER, "up");
        ip("link", "set", DEVICE, "up");
        // This is what makes the receiving end poll where it has no XDP program.
        Command.output(List.of("ethtool", "-K", DEVICE, "gro", "on"));
        try {
            NetworkInterface receiver = NetworkInterface.getByName(DEVICE);
            byte[] packet = packet(receiver.getHardwareAddress());
            int sender = NetworkInterface.getByName(SENDER).getIndex();
            return new Wire(
                    Kernel.loadDetached(new Flood(sender, sum(packet))), TestRun.ofData(packet), receiver.getIndex());
        } catch (SocketException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void ip(String... words) {
        List<String> command = new java.util.ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Command.output(command);
    }

    /** IPv4 and UDP to the flooded port of a host that is here. */
    private static byte[] packet(byte[] receiver) {
        ByteBuffer packet = ByteBuffer.allocate(BYTES);
        packet.put(0, receiver).put(6, new byte[] {2, 0, 0, 0, 0, 1}).putShort(12, (short) 0x0800);
        packet.putShort(IP, (short) 0x4500)
                .putShort(IP + 2, (short) (BYTES - IP))
                .put(IP + 8, (byte) 64);
        packet.put(IP + 9, (byte) 17).putInt(IP + 16, 0xc0000201);
        packet.putShort(UDP, (short) 4000).putShort(UDP + 2, (short) Rules.FLOODED);
        packet.putShort(UDP + 4, (short) (BYTES - UDP));
        return packet.array();
    }

    private static long sum(byte[] packet) {
        long sum = 0;
        for (int at = IP; at < UDP; at += 2) {
            sum += Short.toUnsignedInt(ByteBuffer.wrap(packet).getShort(at));
        }
        return sum;
    }

    /** The receiving end's number. */
    int index() {
        return index;
    }

    /**
     * Floods it with so many frames: how many a second it has received, whatever became of them. To make and to free the pages that frames
     * are in takes the kernel 15 ms for each call, which only a large number makes small.
     */
    double packetsPerSecond(int frames) {
        Program program = flood.program("send").program();
        long before = received();
        long start = System.nanoTime();
        program.testRun(frame.frames(frames));
        long nanos = System.nanoTime() - start;
        long received = received() - before;
        if (received < frames / 2) {
            throw new IllegalStateException(received + " of " + frames + " frames were received");
        }
        return received * 1e9 / nanos;
    }

    /** What the program in the driver of the receiving end takes for such a packet by test run; nothing if there is none. */
    OptionalDouble nanosPerPacket(int packets) {
        Matcher attached = ATTACHED.matcher(Command.output(List.of("ip", "-j", "link", "show", "dev", DEVICE)));
        if (!attached.find()) {
            return OptionalDouble.empty();
        }
        try (Program program = Program.open(Integer.parseInt(attached.group(1))).orElseThrow()) {
            program.testRun(frame.repeat(packets / 10));
            return OptionalDouble.of(
                    (double) program.testRun(frame.repeat(packets)).nanosPerRun());
        }
    }

    private static long received() {
        try {
            String line = Files.readAllLines(Path.of("/proc/self/net/dev")).stream()
                    .filter(one -> one.strip().startsWith(DEVICE + ":"))
                    .findFirst()
                    .orElseThrow();
            String[] counters = line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1);
            return Long.parseLong(counters[1]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        flood.close();
        ip("link", "del", SENDER);
    }
}
