package dev.skep.security.policy.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.ConnectNumber;
import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.MemberNumber;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.MemoryNumber;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final long TCP = 6;
    private static final long MAY_WRITE = 2;
    private static final long MAY_READ = 4;
    private static final long MAP_ANONYMOUS = 0x20;
    private static final long CLONE_NEWUSER = 0x1000_0000;
    private static final long BPF_MAP_CREATE = 0;
    private static final long BPF_PROG_LOAD = 5;

    /** Where arguments, and results, of system calls begin in the records of their tracepoints. */
    private static final int FIRST = 5;

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

    private final KernelOffer kernel;

    /** For a kernel. */
    public Equivalents(KernelOffer kernel) {
        this.kernel = kernel;
    }

    /** The functions that may be served so, in order. */
    public static List<String> functions() {
        return Stream.concat(
                        Stream.of(
                                "bpf_check",
                                "cap_capable",
                                "create_user_ns",
                                "dev_hard_start_xmit",
                                "dev_queue_xmit",
                                "do_init_module",
                                "fd_install",
                                "free_module",
                                "inet_csk_listen_start",
                                "kfree_skb_reason",
                                "security_bpf_map_alloc",
                                "security_bpf_map_create",
                                "security_bprm_check",
                                "security_bprm_creds_from_file",
                                "security_create_user_ns",
                                "security_file_open",
                                "security_file_permission",
                                "security_kernel_module_request",
                                "security_mmap_file",
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
            return calls(List.of(WORKERS.get(function)), place -> place.all().because("only the system call calls it"));
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
            case "cap_capable" -> capable();
            case "dev_queue_xmit" ->
                typed("net_dev_queue", List.of(at(0)), "the packet is put into the device's queue", "");
            case "dev_hard_start_xmit" ->
                typed("net_dev_start_xmit", List.of(at(0), at(1)), "the packet is handed to the device", "");
            case "kfree_skb_reason" -> typed("kfree_skb", List.of(at(0), at(2)), "the packet is given up", "");
            case "do_init_module" -> typed("module_load", List.of(at(0)), "the module is loaded", "");
            case "free_module" -> typed("module_free", List.of(at(0)), "the module is unloaded", "");
            case "security_kernel_module_request" ->
                typed("module_request", List.of(at(0)), "the kernel asks for the module", "");
            case "security_bprm_check", "security_bprm_creds_from_file" ->
                typed(
                        "sched_prepare_exec",
                        List.of(at(1)),
                        "the program is about to run, and the old one still there",
                        "of a script only its interpreter is told of; programs that may not be executed are not");
            case "fd_install" ->
                calls(
                        OPENS,
                        "sys_exit_",
                        place -> place.arguments(result(), new Source.Struct(new DescriptorFile(number(FIRST))))
                                .when(new Condition(number(FIRST), NOT_NEGATIVE))
                                .because("a system call that opens a file returns")
                                .but("files that are opened by name; not pipes, sockets and copies of descriptors"));
            case "security_file_open" ->
                calls(
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
            case "create_user_ns" -> createUserNamespace(List.of(missing("the new rights are not there yet")));
            case "security_create_user_ns" -> createUserNamespace(List.of(missing("the new rights are not there yet")));
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
        Place place = new Place(new KernelHook.TypedTracepoint("inet_sock_set_state"))
                .arguments(at(0))
                .when(new Condition(new ArgumentNumber(2, Integer.BYTES, true), next))
                .because("the state of the socket changes")
                .but(difference);
        if (before != null) {
            place.when(new Condition(new ArgumentNumber(1, Integer.BYTES, true), before));
        }
        return typed("inet_sock_set_state", place);
    }

    private List<Serving> setState() {
        return typed(
                "inet_sock_set_state",
                new Place(new KernelHook.TypedTracepoint("inet_sock_set_state"))
                        .arguments(at(0), at(2))
                        .because("the state of the socket changes"));
    }

    /** {@code sock_send_length(sk, ret, flags)}. */
    private List<Serving> sendMessage() {
        return typed(
                "sock_send_length",
                new Place(new KernelHook.TypedTracepoint("sock_send_length"))
                        .arguments(at(0), missing("the message has been sent"), at(1))
                        .when(new Condition(socketProtocol(), test(TCP)))
                        .because("a message has been sent")
                        .but("the size is that of what was sent, and not of what was to be sent"));
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

    /** {@code cap_capable(cred, target_ns, capable_ns, cap, ret)}. */
    private List<Serving> capable() {
        return typed(
                "cap_capable",
                new Place(new KernelHook.TypedTracepoint("cap_capable"))
                        .arguments(at(0), at(1), at(3), missing("it is not told"))
                        .returning(at(4))
                        .because("a capability has been looked for"));
    }

    private List<Serving> typed(String name, List<Source> arguments, String reason, String difference) {
        return typed(
                name,
                new Place(new KernelHook.TypedTracepoint(name))
                        .arguments(arguments.toArray(Source[]::new))
                        .because(reason)
                        .but(difference));
    }

    private List<Serving> typed(String name, Place place) {
        return kernel.hasTypedTracepoint(name) ? List.of(place.serving()) : List.of();
    }

    private interface Placing {
        Place place(Place at);
    }

    private List<Serving> calls(List<String> calls, Placing placing) {
        return calls(calls, "sys_enter_", placing);
    }

    private List<Serving> calls(List<String> calls, String point, Placing placing) {
        List<Serving> servings = new ArrayList<>();
        for (String call : calls) {
            String name = "syscalls/" + point + call;
            if (kernel.tracepoint(name).isPresent()) {
                Place place = new Place(new KernelHook.Tracepoint(name));
                if (point.equals("sys_enter_")) {
                    place.result(new KernelHook.Tracepoint("syscalls/sys_exit_" + call));
                }
                servings.add(placing.place(place).serving());
            }
        }
        return servings;
    }

    /** {@code security_file_permission(file, mask)}; the result of the check is 0 for all that is seen to be done. */
    private List<Serving> filePermission() {
        String difference = "what is done by read, write and their kin; not by splice(2), sendfile(2) and io_uring";
        List<Serving> servings = new ArrayList<>(calls(
                READS,
                place -> place.arguments(file(FIRST), constant(MAY_READ))
                        .returning(constant(0))
                        .before()
                        .because("a system call that reads a file")
                        .but(difference)));
        servings.addAll(calls(
                WRITES,
                place -> place.arguments(file(FIRST), constant(MAY_WRITE))
                        .returning(constant(0))
                        .before()
                        .because("a system call that writes a file")
                        .but(difference)));
        return servings;
    }

    private static Source file(int position) {
        return new Source.Struct(new DescriptorFile(number(position)));
    }

    /** {@code security_mmap_file(file, prot, flags)}, by {@code mmap(addr, length, prot, flags, fd, offset)}. */
    private List<Serving> mapFile() {
        return calls(
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
            servings.add(new Place(new KernelHook.Connect(ip6))
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

    private List<Serving> createUserNamespace(List<Source> arguments) {
        NumberTest wanted = new NumberTest.AnyBit(CLONE_NEWUSER);
        Source[] sources = arguments.toArray(Source[]::new);
        List<Serving> servings = new ArrayList<>();
        String reason = "a system call that makes a user namespace";
        for (String call : List.of("unshare", "clone")) {
            servings.addAll(calls(
                    List.of(call),
                    place -> place.arguments(sources)
                            .when(new Condition(number(FIRST), wanted))
                            .because(reason)));
        }
        NumberReader flags = new MemoryNumber(number(FIRST), 0, Long.BYTES, MemoryNumber.Order.HOST);
        servings.addAll(calls(
                List.of("clone3"),
                place -> place.arguments(sources)
                        .when(new Condition(flags, wanted))
                        .because(reason)));
        return servings;
    }

    private List<Serving> bpf(long command, List<Source> arguments) {
        return calls(
                List.of("bpf"),
                place -> place.arguments(arguments.toArray(Source[]::new))
                        .when(new Condition(new ArgumentNumber(FIRST, Integer.BYTES, true), test(command)))
                        .because("the system call, which says what is to be made")
                        .but("what is asked for, also if it is refused"));
    }

    /** A place under construction. */
    private final class Place {
        private final KernelHook hook;
        private final List<Condition> conditions = new ArrayList<>();
        private List<Source> arguments = List.of();
        private Optional<Serving.Return> returns = Optional.empty();
        private Denial denial = Denial.NONE;
        private Moment moment = Moment.AFTER;
        private String reason = "";
        private String difference = "";

        private Place(KernelHook hook) {
            this.hook = hook;
        }

        private Place arguments(Source... sources) {
            arguments = List.of(sources);
            return this;
        }

        /** All arguments of the system call. */
        private Place all() {
            List<TracepointField> fields = kernel.tracepoint(((KernelHook.Tracepoint) hook).name())
                    .orElseThrow()
                    .fields();
            arguments = java.util.stream.IntStream.range(FIRST, fields.size())
                    .<Source>mapToObj(Source.Position::new)
                    .toList();
            return this;
        }

        private Place when(Condition condition) {
            conditions.add(condition);
            return this;
        }

        private Place returning(Source result) {
            returns = Optional.of(new Serving.Return(Optional.empty(), result));
            return this;
        }

        private Place result(KernelHook exit) {
            returns = Optional.of(new Serving.Return(Optional.of(exit), new Source.Position(FIRST)));
            return this;
        }

        private Place denying() {
            denial = Denial.CGROUP;
            moment = Moment.BEFORE;
            return this;
        }

        private Place before() {
            moment = Moment.BEFORE;
            return this;
        }

        private Place because(String text) {
            reason = text;
            return this;
        }

        private Place but(String text) {
            difference = text;
            return this;
        }

        private Serving serving() {
            return new Serving(
                    hook,
                    new HookName.Kprobe(""),
                    arguments,
                    false,
                    conditions,
                    ParameterTypes.UNKNOWN,
                    returns,
                    denial,
                    moment,
                    reason,
                    difference);
        }
    }
}
