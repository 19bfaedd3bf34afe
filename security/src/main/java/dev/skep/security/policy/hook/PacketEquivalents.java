package dev.skep.security.policy.hook;

import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.PacketRoute;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.program.SwappedNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** {@link Equivalents} of functions that packets go through. */
final class PacketEquivalents {
    /** Of include/uapi/linux/if_ether.h. */
    private static final long ETH_P_IP = 0x0800;

    private static final long ETH_P_IPV6 = 0x86dd;

    /** Of enum cgroup_bpf_attach_type, include/linux/bpf-cgroup-defs.h. */
    private static final long INGRESS = 0;

    private static final long EGRESS = 1;

    /** Where {@code ip_output(net, sk, skb)} and its kin have the socket. */
    private static final int SOCKET = 1;

    private static final StructReader PACKET = new ArgumentStruct(0, "sk_buff");

    private final KernelOffer kernel;
    private final EquivalentPlaces places;

    PacketEquivalents(KernelOffer kernel, EquivalentPlaces places) {
        this.kernel = kernel;
        this.places = places;
    }

    static Set<String> functions() {
        return Set.of(
                "__cgroup_bpf_run_filter_skb",
                "dev_hard_start_xmit",
                "dev_queue_xmit",
                "ip6_output",
                "ip_mc_output",
                "ip_output",
                "kfree_skb_reason",
                "sk_filter_trim_cap");
    }

    /** What sees calls of one of these; {@code read}: indexes of the arguments that are asked for. */
    List<Serving> of(String function, Set<Integer> read) {
        return switch (function) {
            case "dev_queue_xmit" ->
                places.typed("net_dev_queue", List.of(at(0)), "the packet is put into the device's queue", "");
            case "dev_hard_start_xmit" ->
                places.typed("net_dev_start_xmit", List.of(at(0), at(1)), "the packet is handed to the device", "");
            case "kfree_skb_reason" -> places.typed("kfree_skb", List.of(at(0), at(2)), "the packet is given up", "");
            case "ip_output" -> read.contains(SOCKET) ? output(function) : queued(ETH_P_IP);
            case "ip6_output" -> read.contains(SOCKET) ? output(function) : queued(ETH_P_IPV6);
            case "ip_mc_output" -> output(function);
            case "sk_filter_trim_cap" ->
                List.of(places.at(new KernelHook.Packet(false))
                        .arguments(socket(), at(0), new Source.Missing("how much is left is not told"))
                        .because(
                                "the hook of the root control group for packets that come, which this function asks first")
                        .but("packets for sockets of the Internet; not those of local sockets and netlink")
                        .serving());
            default -> filter();
        };
    }

    private static Source at(int position) {
        return new Source.Position(position);
    }

    /** The whole socket that the kernel found for the packet. */
    private static Source socket() {
        return new Source.Struct(KernelMembers.pointer(PACKET, "sk_buff", "sk", "sock"));
    }

    /** {@code __cgroup_bpf_run_filter_skb(sk, skb, type)}: it runs the programs of this hook. */
    private List<Serving> filter() {
        List<Serving> servings = new ArrayList<>();
        for (boolean egress : new boolean[] {false, true}) {
            servings.add(places.at(new KernelHook.Packet(egress))
                    .arguments(socket(), at(0), EquivalentPlaces.constant(egress ? EGRESS : INGRESS))
                    .because("the hook of the root control group for packets, whose programs this function runs")
                    .but("what a program of another control group drops before is not told of")
                    .serving());
        }
        return servings;
    }

    /** {@code net_dev_queue(skb)} for packets of one protocol. */
    private List<Serving> queued(long protocol) {
        NumberReader type =
                new SwappedNumber(KernelMembers.number(PACKET, "sk_buff", "protocol", Short.BYTES), Short.BYTES);
        return places.typed(
                "net_dev_queue",
                places.at(new KernelHook.TypedTracepoint("net_dev_queue"))
                        .arguments(
                                new Source.Missing("the namespace is not told"),
                                new Source.Missing("the socket is not told"),
                                at(0))
                        .when(new Condition(type, EquivalentPlaces.test(protocol)))
                        .because("the packet is put into the device's queue")
                        .but(
                                "what goes to a device, packets to several hosts too; not what a filter drops before; who asks for the"
                                        + " socket is told of what sockets send (cgroup_skb/egress), and not of what is forwarded"));
    }

    /** Packets whose route leads through this function. */
    private List<Serving> output(String function) {
        OptionalLong address = kernel.address(function);
        if (address.isEmpty()) {
            return List.of();
        }
        StructReader route = new PacketRoute(PACKET, KernelMembers.offset("sk_buff", "_skb_refdst"));
        return List.of(places.at(new KernelHook.Packet(true))
                .arguments(new Source.Missing("the namespace is not told"), socket(), at(0))
                .when(new Condition(
                        KernelMembers.number(route, "dst_entry", "output", Long.BYTES),
                        EquivalentPlaces.test(address.getAsLong())))
                .because(
                        "the hook of the root control group for packets that are sent, for those whose route leads there")
                .but("what sockets of this host send, and not what is forwarded; not what a filter drops before")
                .serving());
    }
}
