package dev.skep.bench.drop;

import dev.skep.bench.tool.Command;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another tool, by what is written into its commands. */
final class CommandBarrier implements Barrier {
    private static final String SET = "blocked";

    private final Step up;
    private final Step down;
    private final Step removal;

    /** A command and what it reads. */
    private record Step(List<String> command, String input) {
        void run() {
            Command.input(command, input);
        }
    }

    private CommandBarrier(Step preparation, Step up, Step down, Step removal) {
        this.up = up;
        this.down = down;
        this.removal = removal;
        preparation.run();
    }

    /** nftables at the ingress hook of the device, with a set for networks. */
    static Barrier nftables(Rules rules) {
        List<String> nft = List.of("nft", "-f", "-");
        String set = rules.networks().isEmpty()
                ? ""
                : "set " + SET + " { type ipv4_addr; flags interval; elements = { " + String.join(", ", rules.lines())
                        + " }\n }";
        String chain = Stream.concat(
                        rules.networks().stream().map(file -> "ip saddr @" + SET + " drop"),
                        rules.ports().stream().map(port -> "udp dport " + port + " drop"))
                .collect(Collectors.joining("\n"));
        return new CommandBarrier(
                new Step(nft, "table netdev skep {\n" + set + "\n}\n"),
                new Step(
                        nft,
                        "table netdev skep {\n chain in { type filter hook ingress device \"" + Wire.DEVICE
                                + "\" priority 0;\n" + chain + "\n }\n}\n"),
                new Step(nft, "delete chain netdev skep in\n"),
                new Step(nft, "delete table netdev skep\n"));
    }

    /** iptables in the table raw, with an ipset for networks. */
    static Barrier iptables(Rules rules) {
        List<String> restore = List.of("iptables-legacy-restore");
        String rule = "-A PREROUTING -i " + Wire.DEVICE;
        String all = Stream.concat(
                        rules.networks().stream().map(file -> rule + " -m set --match-set " + SET + " src -j DROP\n"),
                        rules.ports().stream().map(port -> rule + " -p udp --dport " + port + " -j DROP\n"))
                .collect(Collectors.joining());
        boolean set = rules.networks().isPresent();
        String size = Integer.toString(Math.max(1024, rules.lines().size()));
        String elements = rules.lines().stream()
                .map(network -> "add " + SET + " " + network + "\n")
                .collect(Collectors.joining());
        Step nothing = new Step(List.of("true"), "");
        List<String> ipset = List.of("ipset", "restore");
        return new CommandBarrier(
                set
                        ? new Step(
                                ipset,
                                "create " + SET + " hash:net family inet hashsize " + size + " maxelem " + size + "\n"
                                        + elements)
                        : nothing,
                new Step(restore, "*raw\n" + all + "COMMIT\n"),
                new Step(restore, "*raw\nCOMMIT\n"),
                set ? new Step(ipset, "destroy " + SET + "\n") : nothing);
    }

    /** xdp-filter of xdp-tools in the driver; it has no networks. */
    static Barrier xdpFilter(Rules rules) {
        List<String> shell = List.of("sh", "-e");
        String ports = rules.ports().stream()
                .map(port -> "xdp-filter port -m dst -p udp " + port + "\n")
                .collect(Collectors.joining());
        return new CommandBarrier(
                new Step(List.of("true"), ""),
                new Step(shell, "xdp-filter load -m native -f udp " + Wire.DEVICE + "\n" + ports),
                new Step(shell, "xdp-filter unload " + Wire.DEVICE + "\n"),
                new Step(List.of("true"), ""));
    }

    @Override
    public void up() {
        up.run();
    }

    @Override
    public void down() {
        down.run();
    }

    @Override
    public void close() {
        removal.run();
    }
}
