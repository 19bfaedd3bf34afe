package dev.skep.cli;

import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two hosts with a cable between them, each in a network namespace of its own. Here they have the addresses 10.213.96.1 and fd96::1, there
 * they have .2 and ::2. Gone when closed.
 */
final class Lan implements AutoCloseable {
    private static final String ADDRESSES = "ip -n HERE addr add 10.213.96.1/24 dev DEVICE && ip -n HERE addr add"
            + " fd96::1/64 dev DEVICE nodad && ip -n THERE addr add 10.213.96.2/24 dev PEER && ip -n THERE addr add"
            + " fd96::2/64 dev PEER nodad";

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Pattern LEFT_BEHIND = Pattern.compile("sk[ht](\\d{1,7})");

    private final String here;
    private final String there;

    /** What the hosts are connected by, at this end. */
    enum Kind {
        /** The cable itself. */
        CABLE("true", "cable", "peer"),
        /** A bridge, of which the cable is a port. */
        BRIDGE("ip -n HERE link add lan type bridge && ip -n HERE link set cable master lan", "lan", "peer"),
        /** VLAN 5 at both ends of the cable. */
        VLAN(
                "ip -n HERE link add link cable name lan type vlan id 5 && ip -n THERE link add link peer name tag type"
                        + " vlan id 5 && ip -n THERE link set tag up",
                "lan",
                "tag"),
        /** A bond, of which the cable is the only member. */
        BOND(
                "ip -n HERE link set cable down && ip -n HERE link add lan type bond mode active-backup miimon 100 &&"
                        + " ip -n HERE link set cable master lan",
                "lan",
                "peer");

        private final String script;
        private final String device;
        private final String peer;

        Kind(String script, String device, String peer) {
            this.script = script;
            this.device = device;
            this.peer = peer;
        }

        /** The device here that has the addresses. */
        String device() {
            return device;
        }
    }

    private Lan(String id) {
        here = "skh" + id;
        there = "skt" + id;
    }

    /** Those that a killed process left are no more than in the way of who lists namespaces; they are removed all the same. */
    private static void removeLeftBehind() throws IOException {
        String[] names = NAMESPACES.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            Matcher left = LEFT_BEHIND.matcher(name);
            if (left.matches()
                    && ProcessHandle.of(Long.parseLong(left.group(1))).isEmpty()) {
                new Lan(left.group(1)).close();
            }
        }
    }

    /** Connects them; skips the test, and says so, where the kernel has no such devices. */
    static Lan of(Kind kind) throws Exception {
        removeLeftBehind();
        Lan lan = new Lan(Long.toString(ProcessHandle.current().pid()));
        boolean made = lan.shell(
                "modprobe -aq veth bridge 8021q bonding; ip netns add HERE && ip netns add THERE && ip -n HERE link"
                        + " add cable type veth peer name peer netns THERE && ip -n THERE link set peer up && ip -n HERE"
                        + " link set cable up");
        boolean connected = made && lan.shell(kind.script + " && ip -n HERE link set DEVICE up && " + ADDRESSES, kind);
        if (!connected) {
            lan.close();
            throw Skip.because("no devices of the kind " + kind + " here");
        }
        return lan;
    }

    private boolean shell(String script, Kind kind) throws Exception {
        return shell(script.replace("DEVICE", kind.device).replace("PEER", kind.peer));
    }

    /** Runs a script; whether it ended well. */
    private boolean shell(String script) throws Exception {
        String named = script.replace("THERE", there).replace("HERE", here);
        return new ProcessBuilder(List.of("/bin/sh", "-c", named))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** The network namespace of this end. */
    String here() {
        return here;
    }

    /** Whether this end answers the other. */
    boolean answers(String address) throws Exception {
        return shell("ip netns exec THERE ping -c 1 -W 1 " + address);
    }

    /** The other end sends three datagrams. */
    void datagrams(int port) throws Exception {
        shell("ip netns exec THERE bash -c 'for i in 1 2 3; do echo x > /dev/udp/10.213.96.1/" + port + "; done'");
    }

    /** Leaves nothing of VLAN tags to the hardware that a cable pretends to be: they stand in the packets. */
    boolean tagsInPackets() throws Exception {
        return shell("ip netns exec THERE ethtool -K peer txvlan off");
    }

    @Override
    public void close() throws IOException {
        Process removal = new ProcessBuilder("/bin/sh", "-c", "ip netns del " + here + "; ip netns del " + there)
                .redirectErrorStream(true)
                .start();
        // Its output ends with it.
        removal.getInputStream().readAllBytes();
    }
}
