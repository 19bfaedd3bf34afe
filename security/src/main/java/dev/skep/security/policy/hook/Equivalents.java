package dev.skep.security.policy.hook;

import static dev.skep.security.policy.hook.EquivalentPlaces.FIRST;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.ConnectNumber;
import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.MemberNumber;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.MemberStruct;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.SwappedNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What sees calls of a function of the kernel where the function itself cannot be hooked: for each function, the places that see some of its
 * calls, or all of them.
 *
 * <p>A function is here if its arguments can be had at those places, and what they see otherwise can be said in a line; functions whose
 * arguments cannot be had, or of whose calls only few are seen, are not.
 */
public final class Equivalents {
    /** States of include/net/tcp_states.h. */
    private static final long ESTABLISHED = 1;

    private static final long SYN_SENT = 2;
    private static final long FIN_WAIT1 = 4;
    private static final long CLOSE = 7;
    private static final long CLOSE_WAIT = 8;
    private static final long LAST_ACK = 9;
    private static final long LISTEN = 10;

    /** Of include/uapi/linux/if_ether.h. */
    private static final long ETH_P_IP = 0x0800;

    private static final long ETH_P_IPV6 = 0x86dd;

    private static final long TCP = 6;
    private static final long MAY_WRITE = 2;
    private static final long MAY_READ = 4;
    private static final long MAP_ANONYMOUS = 0x20;
    private static final long BPF_MAP_CREATE = 0;
    private static final long BPF_PROG_LOAD = 5;

    private static final List<String> READS =
            List.of("read", "pread64", "readv", "preadv", "preadv2", "getdents", "getdents64");
    private static final List<String> WRITES =
            List.of("write", "pwrite64", "writev", "pwritev", "pwritev2", "fallocate");
    private static final List<String> OPENS = List.of("open", "openat", "openat2", "creat");

    /** Functions that do the work of a system call, with the same arguments. */
    private static final Map<String, String> WORKERS = Map.ofEntries(
            Map.entry("__sys_setuid", "setuid"),
            Map.entry("__sys_setgid", "setgid"),
            Map.entry("__sys_setreuid", "setreuid"),
            Map.entry("__sys_setregid", "setregid"),
            Map.entry("__sys_setresuid", "setresuid"),
            Map.entry("__sys_setresgid", "setresgid"),
            Map.entry("__sys_setfsuid", "setfsuid"),
            Map.entry("__sys_setfsgid", "setfsgid"),
            Map.entry("ksys_unshare", "unshare"),
            Map.entry("ksys_fchown", "fchown"));

    private final EquivalentPlaces places;
    private final RightsEquivalents rights;

    /** For a kernel. */
    public Equivalents(KernelOffer kernel) {
        places = new EquivalentPlaces(kernel);
        rights = new RightsEquivalents(places);
    }

    /** The functions that may be served so, in order. */
    public static List<String> functions() {
        return Stream.concat(
                        Stream.of(
                                "bpf_check",
                                "cap_capable",
                                "commit_creds",
                                "create_user_ns",
                                "dev_hard_start_xmit",
                                "dev_queue_xmit",
                                "do_init_module",
                                "fd_install",
                                "free_module",
                                "inet_csk_listen_start",
                                "ip6_output",
                                "ip_output",
                                "kfree_skb_reason",
                                "security_bpf_map_alloc",
                                "security_bpf_map_create",
                                "security_bprm_check",
                                "security_bprm_creds_from_file",
                                "security_capset",
                                "security_create_user_ns",
                                "security_file_open",
                                "security_file_permission",
                                "security_kernel_module_request",
                                "security_mmap_file",
                                "security_path_truncate",
                                "security_perf_event_alloc",
                                "security_socket_connect",
                                "tcp_close",
                                "tcp_connect",
                                "tcp_sendmsg",
                                "tcp_set_state"),
                        WORKERS.keySet().stream())
                .sorted()
                .toList();
    }

    /** What sees calls of {@code function} in this kernel; empty if nothing is known. */
    public List<Serving> of(String function) {
        if (WORKERS.containsKey(function)) {
            return places.calls(
                    List.of(WORKERS.get(function)), place -> place.all().because("only the system call calls it"));
        }
        return switch (function) {
            case "tcp_connect" -> states(test(SYN_SENT), null, "the port here is not chosen yet");
            case "tcp_close" ->
                states(
                        test(FIN_WAIT1, LAST_ACK, CLOSE),
                        test(ESTABLISHED, CLOSE_WAIT, LISTEN, SYN_SENT),
                        "shutdown(2) and connections that the peer ends are told of, too; a socket that was never connected is not");
            case "inet_csk_listen_start" -> states(test(LISTEN), null, "");
            case "tcp_set_state" -> setState();
            case "tcp_sendmsg" -> sendMessage();
            case "cap_capable" -> rights.capable();
            case "dev_queue_xmit" ->
                places.typed("net_dev_queue", List.of(at(0)), "the packet is put into the device's queue", "");
            case "dev_hard_start_xmit" ->
                places.typed("net_dev_start_xmit", List.of(at(0), at(1)), "the packet is handed to the device", "");
            case "kfree_skb_reason" -> places.typed("kfree_skb", List.of(at(0), at(2)), "the packet is given up", "");
            case "do_init_module" -> places.typed("module_load", List.of(at(0)), "the module is loaded", "");
            case "free_module" -> places.typed("module_free", List.of(at(0)), "the module is unloaded", "");
            case "security_kernel_module_request" ->
                places.typed("module_request", List.of(at(0)), "the kernel asks for the module", "");
            case "security_bprm_check", "security_bprm_creds_from_file" ->
                places.typed(
                        "sched_prepare_exec",
                        List.of(at(1), programFile()),
                        "the program is about to run, and the old one still there",
                        "of a script only its interpreter is told of; programs that may not be executed are not");
            case "fd_install" ->
                places.calls(
                        OPENS,
                        "sys_exit_",
                        place -> place.arguments(result(), new Source.Struct(new DescriptorFile(number(FIRST))))
                                .when(new Condition(number(FIRST), NOT_NEGATIVE))
                                .because("a system call that opens a file returns")
                                .but("files that are opened by name; not pipes, sockets and copies of descriptors"));
            case "security_file_open" ->
                places.calls(
                        OPENS,
                        "sys_exit_",
                        place -> place.arguments(new Source.Struct(new DescriptorFile(number(FIRST))))
                                .when(new Condition(number(FIRST), NOT_NEGATIVE))
                                .returning(new Source.Number(new ConstantNumber(0)))
                                .because("a system call that opens a file returns")
                                .but(
                                        "files that were opened; what may not be opened, and programs that are executed, are not told of"));
            case "security_file_permission" -> filePermission();
            case "security_mmap_file" -> mapFile();
            case "security_socket_connect" -> connect();
            case "security_path_truncate" -> truncate();
            case "security_perf_event_alloc" ->
                places.calls(
                        List.of("perf_event_open"),
                        place -> place.arguments(new Source.PerfAttributes(number(FIRST)))
                                .returning(constant(0))
                                .because("the system call, which says what is to be made")
                                .but("what is asked for, also if it is refused"));
            case "ip_output" -> packet(ETH_P_IP);
            case "ip6_output" -> packet(ETH_P_IPV6);
            case "commit_creds" -> rights.commit();
            case "security_capset" -> rights.capset();
            case "create_user_ns" -> rights.createUserNamespace(List.of(missing("the new rights are not there yet")));
            case "security_create_user_ns" ->
                rights.createUserNamespace(List.of(missing("the new rights are not there yet")));
            case "bpf_check" ->
                bpf(BPF_PROG_LOAD, List.of(missing("the program is not there yet"), attributes(), attributes()));
            case "security_bpf_map_alloc", "security_bpf_map_create" ->
                bpf(BPF_MAP_CREATE, List.of(attributes(), attributes()));
            default -> List.of();
        };
    }

    private static Source at(int position) {
        return new Source.Position(position);
    }

    private static NumberReader number(int position) {
        return new ArgumentNumber(position, Long.BYTES, true);
    }

    private static Source constant(long value) {
        return new Source.Number(new ConstantNumber(value));
    }

    private static Source attributes() {
        return new Source.Attributes(number(FIRST + 1));
    }

    private static Source missing(String reason) {
        return new Source.Missing(reason);
    }

    private static Source result() {
        return new Source.Number(number(FIRST));
    }

    private static final NumberTest NOT_NEGATIVE =
            new NumberTest.InRanges(List.of(new NumberTest.Range(0, Long.MAX_VALUE)), false);

    private static NumberTest test(long... values) {
        return new NumberTest.OneOf(
                Set.copyOf(java.util.Arrays.stream(values).boxed().toList()));
    }

    /** {@code inet_sock_set_state(sk, oldstate, newstate)}. */
    private List<Serving> states(
            NumberTest next, @org.jspecify.annotations.Nullable NumberTest before, String difference) {
        EquivalentPlace place = places.at(new KernelHook.TypedTracepoint("inet_sock_set_state"))
                .arguments(at(0))
                .when(new Condition(new ArgumentNumber(2, Integer.BYTES, true), next))
                .because("the state of the socket changes")
                .but(difference);
        if (before != null) {
            place.when(new Condition(new ArgumentNumber(1, Integer.BYTES, true), before));
        }
        return places.typed("inet_sock_set_state", place);
    }

    private List<Serving> setState() {
        return places.typed(
                "inet_sock_set_state",
                places.at(new KernelHook.TypedTracepoint("inet_sock_set_state"))
                        .arguments(at(0), at(2))
                        .because("the state of the socket changes"));
    }

    /** {@code sock_send_length(sk, ret, flags)}. */
    private List<Serving> sendMessage() {
        return places.typed(
                "sock_send_length",
                places.at(new KernelHook.TypedTracepoint("sock_send_length"))
                        .arguments(at(0), missing("the message has been sent"), at(1))
                        .when(new Condition(socketProtocol(), test(TCP)))
                        .because("a message has been sent")
                        .but("the size is that of what was sent, and not of what was to be sent"));
    }

    /** {@code net_dev_queue(skb)} for packets of one protocol. */
    private List<Serving> packet(long protocol) {
        NumberReader type = new SwappedNumber(member("sk_buff", "protocol"), Short.BYTES);
        return places.typed(
                "net_dev_queue",
                places.at(new KernelHook.TypedTracepoint("net_dev_queue"))
                        .arguments(missing("the namespace is not told"), missing("the socket is not told"), at(0))
                        .when(new Condition(type, test(protocol)))
                        .because("the packet is put into the device's queue")
                        .but("what goes to a device, packets to several hosts too; not what a filter drops before"));
    }

    /** {@code security_path_truncate(path)}, of truncate(2) alone: what has been opened goes by security_file_truncate. */
    private List<Serving> truncate() {
        return places.calls(
                List.of("truncate"),
                place -> place.arguments(new Source.FileName(number(FIRST)))
                        .returning(constant(0))
                        .because("the system call")
                        .but(
                                "the path as the process gives it: it may be relative or lead through links; calls that fail, too"));
    }

    private static MemberNumber member(String struct, String name) {
        Btf btf = Btf.vmlinux();
        BtfMember member = btf.member(btf.find(struct, BtfKind.STRUCT), name);
        if (member == null) {
            throw Refused.because(name + " of " + struct + " is not found in this kernel's types");
        }
        MemberPath path = new MemberPath(List.of(), member.byteOffset(), name);
        return new MemberNumber(new ArgumentStruct(0, struct), path, Short.BYTES, false, 0, 0);
    }

    /** {@code bprm->file}. */
    private static Source programFile() {
        Btf btf = Btf.vmlinux();
        BtfMember member = btf.member(btf.find("linux_binprm", BtfKind.STRUCT), "file");
        return member == null
                ? missing("the file of a program is not found in this kernel's types")
                : new Source.Struct(new MemberStruct(
                        new ArgumentStruct(1, "linux_binprm"),
                        new MemberPath(List.of(new MemberPath.Hop(member.byteOffset(), "file")), 0, "file")));
    }

    private static NumberReader socketProtocol() {
        Btf btf = Btf.vmlinux();
        BtfMember member = btf.member(btf.find("sock", BtfKind.STRUCT), "sk_protocol");
        if (member == null || member.bitFieldSize() > 0) {
            throw Refused.because("the protocol of a socket is not found in this kernel's types");
        }
        MemberPath path = new MemberPath(List.of(), member.byteOffset(), "sk_protocol");
        return new MemberNumber(new ArgumentStruct(0, "sock"), path, Short.BYTES, false, 0, 0);
    }

    /** {@code security_file_permission(file, mask)}; the result of the check is 0 for all that is seen to be done. */
    private List<Serving> filePermission() {
        List<Serving> servings = new ArrayList<>();
        servings.addAll(accesses(READS, FIRST, MAY_READ));
        servings.addAll(accesses(WRITES, FIRST, MAY_WRITE));
        // copy_file_range(in, offset, out, ...), splice(in, offset, out, ...) and sendfile(out, in, ...)
        List<String> copies = List.of("copy_file_range", "splice");
        servings.addAll(accesses(copies, FIRST, MAY_READ));
        servings.addAll(accesses(copies, FIRST + 2, MAY_WRITE));
        servings.addAll(accesses(List.of("sendfile64"), FIRST + 1, MAY_READ));
        servings.addAll(accesses(List.of("sendfile64"), FIRST, MAY_WRITE));
        return servings;
    }

    /** System calls that do this to the file of a descriptor. They look for deadly signals before they touch its bytes. */
    private List<Serving> accesses(List<String> calls, int descriptor, long mask) {
        return places.calls(
                calls,
                place -> place.arguments(file(descriptor), constant(mask))
                        .returning(constant(0))
                        .before()
                        .because("a system call that " + (mask == MAY_READ ? "reads" : "writes") + " a file")
                        .but("what system calls read, write and copy; not io_uring"));
    }

    private static Source file(int position) {
        return new Source.Struct(new DescriptorFile(number(position)));
    }

    /** {@code security_mmap_file(file, prot, flags)}, by {@code mmap(addr, length, prot, flags, fd, offset)}. */
    private List<Serving> mapFile() {
        return places.calls(
                List.of("mmap"),
                place -> place.arguments(file(FIRST + 4), at(FIRST + 2), at(FIRST + 3))
                        .when(new Condition(
                                number(FIRST + 3), new NumberTest.Not(new NumberTest.AnyBit(MAP_ANONYMOUS))))
                        .returning(constant(0))
                        .because("a system call that maps a file")
                        .but("what programs map; not what the kernel maps of a program that is executed"));
    }

    /** {@code security_socket_connect(sock, address, addrlen)}. */
    private List<Serving> connect() {
        List<Serving> servings = new ArrayList<>();
        for (boolean ip6 : new boolean[] {false, true}) {
            AddressReader address = new AddressReader(
                    connecting(ConnectNumber.FAMILY),
                    connecting(ConnectNumber.IP4),
                    connecting(ConnectNumber.HIGH),
                    connecting(ConnectNumber.LOW));
            Source connection = new Source.Connection(
                    connecting(ConnectNumber.FAMILY),
                    connecting(ConnectNumber.TYPE),
                    connecting(ConnectNumber.PROTOCOL),
                    connecting(ConnectNumber.PORT),
                    address);
            servings.add(places.at(new KernelHook.Connect(ip6))
                    .arguments(connection, connection, constant(ip6 ? 28 : 16))
                    .returning(constant(0))
                    .denying()
                    .because("the hook of the root control group for addresses to connect to, where a program may deny")
                    .but("addresses of the Internet; not those of local sockets")
                    .serving());
        }
        return servings;
    }

    private static NumberReader connecting(int position) {
        return new ConnectNumber(position);
    }

    private List<Serving> bpf(long command, List<Source> arguments) {
        return places.calls(
                List.of("bpf"),
                place -> place.arguments(arguments.toArray(Source[]::new))
                        .when(new Condition(new ArgumentNumber(FIRST, Integer.BYTES, true), test(command)))
                        .because("the system call, which says what is to be made")
                        .but("what is asked for, also if it is refused"));
    }
}
