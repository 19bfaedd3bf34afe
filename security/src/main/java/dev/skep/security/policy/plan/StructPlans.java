package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Source;
import dev.skep.security.policy.model.FieldPath;
import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.FieldsArgument;
import dev.skep.security.policy.program.FieldsForm;
import dev.skep.security.policy.program.HeaderNumber;
import dev.skep.security.policy.program.IteratorArgument;
import dev.skep.security.policy.program.MemberNumber;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.MemoryNumber;
import dev.skep.security.policy.program.MemoryNumber.Order;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.PacketHeader;
import dev.skep.security.policy.program.PerfEventArgument;
import dev.skep.security.policy.program.PortNumber;
import dev.skep.security.policy.program.StructAddress;
import dev.skep.security.policy.program.StructArgument;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.program.SumNumber;
import dev.skep.security.policy.program.SwappedNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is read of structs of the kernel, member by member. */
final class StructPlans {
    private static final int NAME_BYTES = 16;
    private static final int MODULE_NAME_BYTES = 56;

    private final KernelTypes types;

    StructPlans(KernelTypes types) {
        this.types = types;
    }

    /** A way by the names of fields. */
    static FieldPath path(String fields) {
        return new FieldPath(Arrays.stream(fields.split("\\."))
                .<FieldPath.Step>map(FieldPath.Field::new)
                .toList());
    }

    /** A number in a struct. */
    NumberReader member(StructReader from, String struct, String fields) {
        KernelTypes.End end = types.follow(struct, path(fields));
        if (end.bytes() != 1 && end.bytes() != 2 && end.bytes() != 4 && end.bytes() != Long.BYTES) {
            throw Refused.because("struct " + struct + " of this kernel has something else than a number at " + fields);
        }
        return end.path().bits(from, end.bytes(), types.signed(end.type()), end.bitOffset(), end.bits());
    }

    private NumberReader network(StructReader from, String struct, String fields) {
        MemberNumber member = (MemberNumber) member(from, struct, fields);
        return new SwappedNumber(member, member.bytes());
    }

    /** A struct in a struct, embedded or pointed to. */
    StructReader struct(StructReader from, String struct, String fields) {
        KernelTypes.End end = types.follow(struct, path(fields));
        return types.pointedStruct(end.type())
                .map(target -> through(end.path(), target))
                .orElse(end.path())
                .struct(from);
    }

    static MemberPath through(MemberPath path, String struct) {
        List<MemberPath.Hop> hops = new ArrayList<>(path.hops());
        hops.add(new MemberPath.Hop(path.offset(), struct));
        return new MemberPath(hops, 0, path.text());
    }

    /** Eight bytes at {@code offset} behind a member. */
    private NumberReader word(StructReader from, String struct, String fields, int offset) {
        MemberPath path = types.follow(struct, path(fields)).path();
        return new MemberPath(path.hops(), path.offset() + offset, path.text()).number(from, Long.BYTES, false);
    }

    private List<NumberReader> text(StructReader from, String struct, String fields, int bytes) {
        List<NumberReader> words = new ArrayList<>();
        for (int offset = 0; offset < bytes; offset += Long.BYTES) {
            words.add(word(from, struct, fields, offset));
        }
        return words;
    }

    /** A socket, and what conditions on it use. */
    PlannedArgument socket(StructReader sock) {
        return new PlannedArgument.Network(endpoints(sock, common(sock, "skc_state")), socketNumbers(sock));
    }

    /** A socket whose state is found elsewhere. */
    PlannedArgument socket(StructReader sock, NumberReader state) {
        return new PlannedArgument.Network(
                endpoints(sock, state), socketNumbers(sock).with(FieldsForm.SOCKET_STATE, state));
    }

    private Endpoints endpoints(StructReader sock, NumberReader state) {
        NumberReader family = common(sock, "skc_family");
        return new Endpoints(
                family,
                address(sock, family, "skc_rcv_saddr", "skc_v6_rcv_saddr"),
                common(sock, "skc_num"),
                address(sock, family, "skc_daddr", "skc_v6_daddr"),
                network(sock, "sock", "__sk_common.skc_dport"),
                member(sock, "sock", "sk_protocol"),
                state,
                sock);
    }

    private StructArgument socketNumbers(StructReader sock) {
        StructReader base = StructArgument.base("sock");
        Endpoints ends = endpoints(base, common(base, "skc_state"));
        return StructArgument.of(
                FieldsForm.SOCKET,
                sock,
                List.of(
                        ends.family(),
                        member(base, "sock", "sk_type"),
                        member(base, "sock", "sk_protocol"),
                        member(base, "sock", "sk_mark"),
                        priority(base),
                        common(base, "skc_state"),
                        new StructAddress(base),
                        ends.sourcePort(),
                        ends.destinationPort(),
                        ends.source().ip4(),
                        ends.source().high(),
                        ends.source().low(),
                        ends.destination().ip4(),
                        ends.destination().high(),
                        ends.destination().low()));
    }

    /** Of 32 or 64 bits, by kernel. */
    private NumberReader priority(StructReader sock) {
        return member(sock, "sock", "sk_priority");
    }

    private NumberReader common(StructReader sock, String member) {
        return member(sock, "sock", "__sk_common." + member);
    }

    private AddressReader address(StructReader sock, NumberReader family, String ip4, String ip6) {
        return new AddressReader(
                family,
                network(sock, "sock", "__sk_common." + ip4),
                new SwappedNumber(word(sock, "sock", "__sk_common." + ip6, 0), Long.BYTES),
                new SwappedNumber(word(sock, "sock", "__sk_common." + ip6, Long.BYTES), Long.BYTES));
    }

    /** A packet, and what conditions on it use. */
    PlannedArgument packet(StructReader skb) {
        return new PlannedArgument.Network(endpoints(skb), packetNumbers(skb));
    }

    private Endpoints endpoints(StructReader skb) {
        NumberReader network = networkHeader(skb);
        NumberReader family = new PacketHeader(network, PacketHeader.Part.FAMILY);
        return new Endpoints(
                family,
                inHeader(network, family, 12, 8),
                new PacketHeader(network, PacketHeader.Part.SOURCE_PORT),
                inHeader(network, family, 16, 24),
                new PacketHeader(network, PacketHeader.Part.DESTINATION_PORT),
                new PacketHeader(network, PacketHeader.Part.PROTOCOL),
                null,
                null);
    }

    private NumberReader networkHeader(StructReader skb) {
        return new SumNumber(member(skb, "sk_buff", "head"), member(skb, "sk_buff", "network_header"));
    }

    private StructArgument packetNumbers(StructReader skb) {
        StructReader base = StructArgument.base("sk_buff");
        Endpoints ends = endpoints(base);
        return StructArgument.of(
                FieldsForm.PACKET,
                skb,
                List.of(
                        ends.family(),
                        member(base, "sk_buff", "hash"),
                        member(base, "sk_buff", "len"),
                        member(base, "sk_buff", "priority"),
                        member(base, "sk_buff", "mark"),
                        new PacketHeader(networkHeader(base), PacketHeader.Part.PROTOCOL),
                        ends.sourcePort(),
                        ends.destinationPort(),
                        ends.source().ip4(),
                        ends.source().high(),
                        ends.source().low(),
                        ends.destination().ip4(),
                        ends.destination().high(),
                        ends.destination().low()));
    }

    /** Offsets of RFC 791 and RFC 8200. */
    private static AddressReader inHeader(NumberReader network, NumberReader family, int ip4, int ip6) {
        return new AddressReader(
                family,
                new HeaderNumber(network, ip4, Integer.BYTES),
                new HeaderNumber(network, ip6, Long.BYTES),
                new HeaderNumber(network, ip6 + Long.BYTES, Long.BYTES));
    }

    /** An address of the Internet in memory: {@code struct sockaddr_in}, {@code struct sockaddr_in6}. */
    PlannedArgument socketAddress(NumberReader address) {
        NumberReader family = new MemoryNumber(address, 0, Short.BYTES, Order.HOST);
        NumberReader port = new PortNumber(family, new MemoryNumber(address, 2, Short.BYTES, Order.NETWORK));
        AddressReader place = new AddressReader(
                family,
                new MemoryNumber(address, 4, Integer.BYTES, Order.NETWORK),
                new MemoryNumber(address, 8, Long.BYTES, Order.NETWORK),
                new MemoryNumber(address, 16, Long.BYTES, Order.NETWORK));
        FieldsArgument written = new FieldsArgument(
                FieldsForm.SOCKET_ADDRESS, List.of(family, port, place.ip4(), place.high(), place.low()));
        return new PlannedArgument.Network(new Endpoints(family, place, port, place, port, null, null, null), written);
    }

    /** An address that a socket is to be connected to. */
    PlannedArgument socketAddress(Source.Connection to) {
        AddressReader place = to.address();
        FieldsArgument written = new FieldsArgument(
                FieldsForm.SOCKET_ADDRESS, List.of(to.family(), to.port(), place.ip4(), place.high(), place.low()));
        return new PlannedArgument.Network(
                new Endpoints(to.family(), place, to.port(), place, to.port(), null, null, null), written);
    }

    /** A socket that is to be connected: what is known of it. */
    PlannedArgument socket(Source.Connection to) {
        AddressReader place = to.address();
        AddressReader own = to.own();
        FieldsArgument written = new FieldsArgument(
                FieldsForm.SOCKET,
                List.of(
                        to.family(),
                        to.type(),
                        to.protocol(),
                        to.mark(),
                        to.priority(),
                        to.state(),
                        new ConstantNumber(0),
                        to.ownPort(),
                        to.port(),
                        own.ip4(),
                        own.high(),
                        own.low(),
                        place.ip4(),
                        place.high(),
                        place.low()));
        return new PlannedArgument.Network(
                new Endpoints(
                        to.family(),
                        own,
                        to.ownPort(),
                        place,
                        to.port(),
                        to.protocol(),
                        to.state(),
                        new ArgumentStruct(0, "sock")),
                written);
    }

    /** Rights. */
    StructArgument rights(StructReader rights) {
        StructReader cred = StructArgument.base("cred");
        List<NumberReader> numbers = new ArrayList<>();
        for (String id : List.of("uid", "gid", "euid", "egid", "suid", "sgid", "fsuid", "fsgid")) {
            numbers.add(member(cred, "cred", id + ".val"));
        }
        numbers.add(member(cred, "cred", "securebits"));
        for (String set : List.of("cap_permitted", "cap_effective", "cap_inheritable")) {
            numbers.add(word(cred, "cred", set, 0));
        }
        numbers.addAll(userNamespaceNumbers(struct(cred, "cred", "user_ns")));
        return StructArgument.of(FieldsForm.RIGHTS, rights, numbers);
    }

    /** A set of capabilities of a {@code struct cred}. */
    NumberReader capabilities(StructReader cred, String set) {
        return word(cred, "cred", set, 0);
    }

    /** A user namespace. */
    StructArgument userNamespace(StructReader namespace) {
        return StructArgument.of(
                FieldsForm.USER_NAMESPACE, namespace, userNamespaceNumbers(StructArgument.base("user_namespace")));
    }

    private List<NumberReader> userNamespaceNumbers(StructReader namespace) {
        return List.of(
                member(namespace, "user_namespace", "level"),
                member(namespace, "user_namespace", "owner.val"),
                member(namespace, "user_namespace", "group.val"),
                member(namespace, "user_namespace", "ns.inum"));
    }

    /** What bpf(2) is told when a program is loaded, at an address; offsets of include/uapi/linux/bpf.h. */
    FieldsArgument programAttributes(NumberReader address) {
        return new FieldsArgument(
                FieldsForm.BPF_ATTRIBUTES,
                List.of(
                        new MemoryNumber(address, 0, Integer.BYTES, Order.HOST),
                        new MemoryNumber(address, 4, Integer.BYTES, Order.HOST),
                        new MemoryNumber(address, 48, Long.BYTES, Order.HOST),
                        new MemoryNumber(address, 56, Long.BYTES, Order.HOST)));
    }

    /** What bpf(2) is told when a map is made. */
    FieldsArgument mapAttributes(NumberReader address) {
        return new FieldsArgument(
                FieldsForm.BPF_MAP,
                List.of(
                        new MemoryNumber(address, 0, Integer.BYTES, Order.HOST),
                        new MemoryNumber(address, 4, Integer.BYTES, Order.HOST),
                        new MemoryNumber(address, 8, Integer.BYTES, Order.HOST),
                        new MemoryNumber(address, 12, Integer.BYTES, Order.HOST),
                        new MemoryNumber(address, 28, Long.BYTES, Order.HOST),
                        new MemoryNumber(address, 36, Long.BYTES, Order.HOST)));
    }

    /** A BPF map. */
    StructArgument map(StructReader found) {
        StructReader map = StructArgument.base("bpf_map");
        List<NumberReader> numbers = new ArrayList<>(List.of(
                member(map, "bpf_map", "map_type"),
                member(map, "bpf_map", "key_size"),
                member(map, "bpf_map", "value_size"),
                member(map, "bpf_map", "max_entries")));
        numbers.addAll(text(map, "bpf_map", "name", NAME_BYTES));
        return StructArgument.of(FieldsForm.BPF_MAP, found, numbers);
    }

    /** A BPF program. */
    StructArgument program(StructReader found) {
        StructReader program = StructArgument.base("bpf_prog");
        List<NumberReader> numbers =
                new ArrayList<>(List.of(member(program, "bpf_prog", "type"), member(program, "bpf_prog", "len")));
        numbers.addAll(text(program, "bpf_prog", "aux.name", NAME_BYTES));
        return StructArgument.of(FieldsForm.BPF_PROGRAM, found, numbers);
    }

    /** A kernel module. */
    StructArgument module(StructReader found) {
        StructReader module = StructArgument.base("module");
        List<NumberReader> numbers = new ArrayList<>(List.of(member(module, "module", "taints")));
        numbers.addAll(text(module, "module", "name", MODULE_NAME_BYTES));
        return StructArgument.of(FieldsForm.MODULE, found, numbers);
    }

    /** A kernel module that is about to be loaded. */
    StructArgument loadedModule(StructReader found) {
        StructReader load = StructArgument.base("load_info");
        StructReader module = struct(load, "load_info", "mod");
        List<NumberReader> numbers =
                new ArrayList<>(List.of(member(module, "module", "taints"), member(load, "load_info", "sig_ok")));
        numbers.addAll(text(module, "module", "name", MODULE_NAME_BYTES));
        return StructArgument.of(FieldsForm.LOADED_MODULE, found, numbers);
    }

    /** A network device. */
    StructArgument device(StructReader device) {
        StructReader base = StructArgument.base("net_device");
        return StructArgument.of(FieldsForm.NET_DEVICE, device, text(base, "net_device", "name", NAME_BYTES));
    }

    /** What is read or written; the array of pieces was named otherwise before Linux 6.4. */
    IteratorArgument iterator(StructReader iterator) {
        String pieces = types.has("iov_iter", path("__iov")) ? "__iov" : "iov";
        return new IteratorArgument(
                member(iterator, "iov_iter", "iter_type"),
                types.constant("iter_type", "ITER_UBUF"),
                member(iterator, "iov_iter", "iov_offset"),
                member(iterator, "iov_iter", pieces),
                member(iterator, "iov_iter", "count"),
                member(iterator, "iov_iter", "nr_segs"));
    }

    /** A perf event. */
    PerfEventArgument perfEvent(StructReader event) {
        return new PerfEventArgument(
                member(event, "perf_event", "attr.kprobe_func"),
                member(event, "perf_event", "attr.type"),
                member(event, "perf_event", "attr.config"),
                member(event, "perf_event", "attr.probe_offset"));
    }

    /** What perf_event_open(2) is told: {@code type} at 0, {@code config} at 8, and of a kprobe its function and offset at 56 and 64. */
    PerfEventArgument perfAttributes(NumberReader address) {
        return new PerfEventArgument(
                new MemoryNumber(address, 56, Long.BYTES, Order.HOST),
                new MemoryNumber(address, 0, Integer.BYTES, Order.HOST),
                new MemoryNumber(address, 8, Long.BYTES, Order.HOST),
                new MemoryNumber(address, 64, Long.BYTES, Order.HOST));
    }
}
