package dev.skep.security.policy.hook;

import static dev.skep.security.policy.hook.EquivalentPlaces.FIRST;
import static dev.skep.security.policy.hook.EquivalentPlaces.constant;
import static dev.skep.security.policy.hook.EquivalentPlaces.number;
import static dev.skep.security.policy.hook.EquivalentPlaces.test;

import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.ConnectNumber;
import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import java.util.ArrayList;
import java.util.List;
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
    /** What is no error. */
    static final NumberTest NOT_NEGATIVE =
            new NumberTest.InRanges(List.of(new NumberTest.Range(0, Long.MAX_VALUE)), false);

    private static final long MAY_WRITE = 2;
    private static final long MAY_READ = 4;
    /** Of include/uapi/asm-generic/fcntl.h: only the place of the file is meant, and nobody is asked whether it may be opened. */
    private static final long O_PATH = 010_000_000;

    private static final long MAP_ANONYMOUS = 0x20;
    private static final long BPF_MAP_CREATE = 0;
    private static final long BPF_PROG_LOAD = 5;

    private static final List<String> READS =
            List.of("read", "pread64", "readv", "preadv", "preadv2", "getdents", "getdents64");
    private static final List<String> WRITES =
            List.of("write", "pwrite64", "writev", "pwritev", "pwritev2", "fallocate");
    private static final List<String> OPENS = List.of("open", "openat", "openat2", "creat");

    private final EquivalentPlaces places;
    private final RightsEquivalents rights;
    private final WorkerEquivalents workers;
    private final SocketEquivalents sockets;
    private final PacketEquivalents packets;
    private final TtyEquivalents terminals;

    /** For a kernel. */
    public Equivalents(KernelOffer kernel) {
        places = new EquivalentPlaces(kernel);
        rights = new RightsEquivalents(places);
        workers = new WorkerEquivalents(places);
        sockets = new SocketEquivalents(places);
        packets = new PacketEquivalents(kernel, places);
        terminals = new TtyEquivalents(kernel, places);
    }

    /** The functions that may be served so, in order. */
    public static List<String> functions() {
        return Stream.concat(
                        Stream.of(
                                "bpf_check",
                                "cap_capable",
                                "commit_creds",
                                "create_user_ns",
                                "do_init_module",
                                "fd_install",
                                "free_module",
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
                                "tty_write"),
                        Stream.of(
                                        WorkerEquivalents.functions(),
                                        SocketEquivalents.functions(),
                                        PacketEquivalents.functions())
                                .flatMap(Set::stream))
                .sorted()
                .toList();
    }

    /**
     * What sees calls of {@code function} in this kernel; empty if nothing is known.
     *
     * @param read indexes of the arguments that are asked for: what is seen where may depend on them
     */
    public List<Serving> of(String function, Set<Integer> read) {
        if (WorkerEquivalents.functions().contains(function)) {
            return workers.of(function);
        }
        if (SocketEquivalents.functions().contains(function)) {
            return sockets.of(function);
        }
        if (PacketEquivalents.functions().contains(function)) {
            return packets.of(function, read);
        }
        return switch (function) {
            case "cap_capable" -> rights.capable();
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
                places.returns(
                        OPENS,
                        place -> place.arguments(result(), new Source.Struct(new DescriptorFile(number(FIRST))))
                                .when(new Condition(number(FIRST), NOT_NEGATIVE))
                                .because("a system call that opens a file returns")
                                .but("files that are opened by name; not pipes, sockets and copies of descriptors"));
            case "security_file_open" ->
                places.returns(
                        OPENS,
                        place -> place.arguments(new Source.Struct(new DescriptorFile(number(FIRST))))
                                .when(new Condition(number(FIRST), NOT_NEGATIVE))
                                .when(new Condition(
                                        KernelMembers.number(
                                                new DescriptorFile(number(FIRST)), "file", "f_flags", Integer.BYTES),
                                        new NumberTest.Not(new NumberTest.AnyBit(O_PATH))))
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
            case "tty_write" -> terminals.write();
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

    private static Source attributes() {
        return new Source.Attributes(number(FIRST + 1));
    }

    private static Source missing(String reason) {
        return new Source.Missing(reason);
    }

    private static Source result() {
        return new Source.Number(number(FIRST));
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

    private static Source programFile() {
        return new Source.Struct(
                KernelMembers.pointer(new ArgumentStruct(1, "linux_binprm"), "linux_binprm", "file", "file"));
    }

    /** {@code security_file_permission(file, mask)}; the result of the check is 0 for all that is seen to be done. */
    private List<Serving> filePermission() {
        List<Serving> servings = new ArrayList<>();
        servings.addAll(accesses(READS, 0, CopyingCalls.in(), MAY_READ));
        servings.addAll(accesses(CopyingCalls.NAMES, 0, CopyingCalls.in(), MAY_READ));
        servings.addAll(accesses(WRITES, 0, CopyingCalls.out(), MAY_WRITE));
        servings.addAll(accesses(CopyingCalls.NAMES, 1, CopyingCalls.out(), MAY_WRITE));
        return servings;
    }

    /** System calls that do this to the file of a descriptor. */
    private List<Serving> accesses(List<String> calls, int turn, NumberReader descriptor, long mask) {
        return places.calls(
                calls,
                turn,
                place -> place.arguments(new Source.Struct(new DescriptorFile(descriptor)), constant(mask))
                        .returning(constant(0))
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
                    connecting(ConnectNumber.STATE),
                    connecting(ConnectNumber.MARK),
                    connecting(ConnectNumber.PRIORITY),
                    connecting(ConnectNumber.PORT),
                    address,
                    connecting(ConnectNumber.OWN_PORT),
                    new AddressReader(
                            connecting(ConnectNumber.FAMILY),
                            connecting(ConnectNumber.OWN_IP4),
                            connecting(ConnectNumber.OWN_HIGH),
                            connecting(ConnectNumber.OWN_LOW)));
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
