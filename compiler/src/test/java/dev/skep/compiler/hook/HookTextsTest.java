package dev.skep.compiler.hook;

import static dev.skep.compiler.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.link.Direction;
import dev.skep.bpf.link.NetfilterLink;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.testkit.Skip;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each hook is called, where {@code skep run} and errors name it, and what is said of a wrong one. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the compiler reads them
class HookTextsTest {
    private static final String MEND = "correct the method's annotation";

    private static Map<String, String> hooks(Object program) {
        return describe(program, CompiledProgram::hook);
    }

    private static <R> Map<String, R> describe(Object program, Function<CompiledProgram, R> what) {
        return Kernel.compile(program).stream()
                .collect(Collectors.toMap(CompiledProgram::name, what, (a, b) -> a, TreeMap::new));
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int pid();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {
        int f_flags();
    }

    interface Input extends Struct {
        int a();
    }

    static final class Functions {
        private final String name = "do_sys_openat2";
        private final long cookie = 0x1122;
        private final String binary = "/bin/true";

        @Kprobe("{name}")
        void kprobe(int directory) {}

        @Kretprobe(value = "do_sys_openat2", cookie = "{cookie}")
        void kretprobe(long result) {}

        @Kprobe({"vfs_read", "vfs_write"})
        void kprobes() {}

        @Kretprobe("vfs_rea?")
        void kretprobePattern() {}

        @Uprobe(binary = "{binary}", symbol = "main")
        void uprobe() {}

        @Uprobe(
                binary = "libc",
                symbol = {"malloc", "fre?", ""},
                offset = "0x1f")
        void uprobes() {}

        @Uretprobe(binary = "{binary}", offset = "4096", pid = "1")
        void uretprobe() {}
    }

    @Test
    void probesNameTheirFunctions() {
        assertThat(hooks(new Functions()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "kprobe", "entry of kernel function do_sys_openat2",
                        "kretprobe", "return of kernel function do_sys_openat2",
                        "kprobes", "entry of kernel functions vfs_read, vfs_write",
                        "kretprobePattern", "return of kernel functions vfs_rea?",
                        "uprobe", "entry of main in /bin/true",
                        "uprobes", "entry of malloc, fre?+0x1f in libc",
                        "uretprobe", "return of +0x1000 in /bin/true"));
        assertThat(describe(new Functions(), CompiledProgram::type))
                .allSatisfy((name, type) -> assertThat(type).isEqualTo(ProgramType.KPROBE));
    }

    static final class Tracing {
        private final ArrayMap<Counter> counts = ArrayMap.of(Counter.class, 4);

        @Fentry("vfs_read")
        void entry(OpenFile file) {}

        @Fexit("vfs_read")
        void exit(OpenFile file) {}

        @FmodRet("bpf_modify_return_test")
        int result(int a) {
            return 0;
        }

        @Lsm("file_open")
        int security(OpenFile file) {
            return 0;
        }

        @LsmCgroup(value = "socket_create", cgroup = "/sys/fs/cgroup")
        int cgroupSecurity(int family) {
            return 1;
        }

        @TpBtf("sched_process_exec")
        void typed(Task task) {}

        @RawTracepoint("sys_enter")
        void raw(long registers) {}

        @Tracepoint("syscalls/sys_enter_openat")
        void tracepoint() {}

        @Tracepoint({"syscalls/sys_enter_openat", "syscalls/sys_enter_openat2", "syscalls/sys_enter_no_such_call"})
        void tracepoints() {}

        @Iterator("task")
        void tasks(IteratorMeta meta, @Nullable Task task) {}

        @Iterator(value = "task", pid = "1")
        void threads(IteratorMeta meta, @Nullable Task task) {}

        @Iterator(value = "bpf_map_elem", map = "counts")
        void elements(IteratorMeta meta) {}

        @PerfEvent(frequency = 99)
        void samples() {}

        @PerfEvent(period = 1000, pid = "7", cpu = "0x1")
        void events() {}
    }

    @Test
    void tracingHooksNameWhatTheyWatch() {
        assertThat(hooks(new Tracing()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("entry", "entry of function vfs_read"),
                        Map.entry("exit", "exit of function vfs_read"),
                        Map.entry("result", "result of function bpf_modify_return_test"),
                        Map.entry("security", "security hook file_open"),
                        Map.entry("cgroupSecurity", "security hook socket_create in /sys/fs/cgroup"),
                        Map.entry("typed", "typed tracepoint sched_process_exec"),
                        Map.entry("raw", "raw tracepoint sys_enter"),
                        Map.entry("tracepoint", "tracepoint syscalls/sys_enter_openat"),
                        Map.entry("tracepoints", "tracepoint syscalls/sys_enter_openat, syscalls/sys_enter_openat2"),
                        Map.entry("tasks", "iterator task"),
                        Map.entry("threads", "iterator task of process 1"),
                        Map.entry("elements", "iterator bpf_map_elem of map counts"),
                        Map.entry("samples", "samples of cpu-clock at 99 Hz"),
                        Map.entry("events", "samples of cpu-clock each 1000, process 7, cpu 1")));
        Map<String, ProgramType> types = describe(new Tracing(), CompiledProgram::type);
        assertThat(types)
                .containsEntry("entry", ProgramType.TRACING)
                .containsEntry("security", ProgramType.LSM)
                .containsEntry("cgroupSecurity", ProgramType.LSM)
                .containsEntry("raw", ProgramType.RAW_TRACEPOINT)
                .containsEntry("tracepoint", ProgramType.TRACEPOINT)
                .containsEntry("tasks", ProgramType.TRACING)
                .containsEntry("samples", ProgramType.PERF_EVENT);
    }

    static final class Network {
        private final String device = "lo";

        @Xdp
        int xdp(XdpContext context) {
            return 2;
        }

        @Xdp("{device}")
        int xdpOnDevice(XdpContext context) {
            return 2;
        }

        @Tcx(direction = Direction.INGRESS)
        int in(TcContext context) {
            return 0;
        }

        @Tcx(value = "{device}", direction = Direction.EGRESS)
        int out(TcContext context) {
            return 0;
        }

        @Netkit
        int primary(TcContext context) {
            return 0;
        }

        @Netkit(value = "nk0", peer = true)
        int peer(TcContext context) {
            return 0;
        }

        @SocketFilter
        int filter(SocketFilterContext context) {
            return 0;
        }

        @SocketFilter("{device}")
        int filterOnDevice(SocketFilterContext context) {
            return 0;
        }

        @SkLookup
        int lookup(SkLookupContext context) {
            return 1;
        }

        @SkLookup("blue")
        int lookupIn(SkLookupContext context) {
            return 1;
        }

        @FlowDissector
        int dissector(FlowDissectorContext context) {
            return 0;
        }

        @FlowDissector("/proc/self/ns/net")
        int dissectorIn(FlowDissectorContext context) {
            return 0;
        }

        @SkReuseport
        int reuseport(SkReuseportContext context) {
            return 1;
        }

        @SkMsg
        int message(SkMsgContext context) {
            return 1;
        }

        @SkMsg("sockets")
        int messageOf(SkMsgContext context) {
            return 1;
        }

        @SkSkb
        int received(SkSkbContext context) {
            return 1;
        }

        @SkSkb(value = "sockets", as = SkSkb.Role.PARSER)
        int parsed(SkSkbContext context) {
            return 1;
        }

        @Netfilter(at = NetfilterLink.Place.FORWARD, priority = 10, family = NetfilterLink.Family.IPV6)
        int netfilter() {
            return 1;
        }

        @Syscall
        int syscall(Input in) {
            return 0;
        }
    }

    @Test
    void networkHooksNameTheirPlace() {
        assertThat(hooks(new Network()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("xdp", "XDP"),
                        Map.entry("xdpOnDevice", "XDP on lo"),
                        Map.entry("in", "traffic control ingress"),
                        Map.entry("out", "traffic control egress of lo"),
                        Map.entry("primary", "netkit primary"),
                        Map.entry("peer", "netkit peer of nk0"),
                        Map.entry("filter", "socket filter"),
                        Map.entry("filterOnDevice", "socket filter on lo"),
                        Map.entry("lookup", "choice of sockets"),
                        Map.entry("lookupIn", "choice of sockets of blue"),
                        Map.entry("dissector", "flow dissector"),
                        Map.entry("dissectorIn", "flow dissector of /proc/self/ns/net"),
                        Map.entry("reuseport", "choice among the sockets of a port"),
                        Map.entry("message", "data that sockets send"),
                        Map.entry("messageOf", "data that sockets send, map sockets"),
                        Map.entry("received", "data that sockets receive"),
                        Map.entry("parsed", "data that sockets receive, map sockets"),
                        Map.entry("netfilter", "netfilter FORWARD of IPV6"),
                        Map.entry("syscall", "run from user space")));
        assertThat(describe(new Network(), CompiledProgram::type))
                .containsAllEntriesOf(Map.of(
                        "xdp", ProgramType.XDP,
                        "in", ProgramType.SCHED_CLS,
                        "peer", ProgramType.SCHED_CLS,
                        "filter", ProgramType.SOCKET_FILTER,
                        "lookup", ProgramType.SK_LOOKUP,
                        "dissector", ProgramType.FLOW_DISSECTOR,
                        "message", ProgramType.SK_MSG,
                        "received", ProgramType.SK_SKB,
                        "netfilter", ProgramType.NETFILTER,
                        "syscall", ProgramType.SYSCALL));
    }

    @Test
    void whatDoesNotNameAHookIsRefused() {
        refuses(
                new Object() {
                    @Tracepoint("syscalls/")
                    void run() {}
                },
                "@Tracepoint(\"syscalls/\"): expected category/name, as syscalls/sys_enter_openat",
                MEND);
        refuses(
                new Object() {
                    @Tracepoint("/sys_enter_openat")
                    void run() {}
                },
                "@Tracepoint(\"/sys_enter_openat\"): expected category/name, as syscalls/sys_enter_openat",
                MEND);
        refuses(
                new Object() {
                    @Tracepoint("a/b/c")
                    void run() {}
                },
                "@Tracepoint(\"a/b/c\"): expected category/name, as syscalls/sys_enter_openat",
                MEND);
        refuses(
                new Object() {
                    @Tracepoint({})
                    void run() {}
                },
                "@Tracepoint names no tracepoint",
                MEND);
        refuses(
                new Object() {
                    @Kprobe({})
                    void run() {}
                },
                "a kprobe names no function",
                MEND);
        refuses(
                new Object() {
                    @Tcx(direction = Direction.INGRESS, first = true, way = Tcx.Way.CLSACT)
                    int run(TcContext context) {
                        return 0;
                    }
                },
                "@Tcx: first works by tcx only, and way is CLSACT",
                MEND);
        refuses(
                new Object() {
                    @Uprobe(binary = "/bin/true", symbol = "main", pid = "0")
                    void run() {}
                },
                "a uprobe in process 0",
                MEND);
        refuses(
                new Object() {
                    @PerfEvent
                    void run() {}
                },
                "sampling needs either a frequency or a period, not 0 Hz and a period of 0",
                MEND);
    }

    @Test
    void fieldsThatATargetNamesMustBeThere() {
        refuses(
                new Object() {
                    @Xdp("{device")
                    int run(XdpContext context) {
                        return 2;
                    }
                },
                "\"{device\" has a { without }",
                MEND);
        Object nameless = new Object() {
            @Xdp("{device}")
            int run(XdpContext context) {
                return 2;
            }
        };
        refuses(
                nameless,
                "a hook's target names field {device}, which "
                        + nameless.getClass().getName() + " does not have",
                MEND);
        refuses(
                new Object() {
                    private final @Nullable String device = null;

                    @Xdp("{device}")
                    int run(XdpContext context) {
                        return 2;
                    }
                },
                "field device is null, but a hook's target is named by it",
                MEND);
        refuses(
                new Object() {
                    private final String cookie = "many";

                    @Kprobe(value = "vfs_read", cookie = "{cookie}")
                    void run() {}
                },
                "\"{cookie}\" in a hook is no number: many",
                MEND);
        refuses(
                new Object() {
                    private final String counts = "none";

                    @Iterator(value = "bpf_map_elem", map = "counts")
                    void run(IteratorMeta meta) {}
                },
                "field counts of an iterator is no map",
                MEND);
    }

    static final class TwoFields {
        private final String first = "vfs";
        private final String second = "read";

        @Kprobe("{first}_{second}")
        void run() {}
    }

    @Test
    void aTargetMayNameSeveralFields() {
        assertThat(hooks(new TwoFields())).containsEntry("run", "entry of kernel function vfs_read");
    }

    @Test
    void tellsWhichTracepointWasMeant() {
        refuses(
                new Object() {
                    @Tracepoint("syscalls/sys_enter_openatt")
                    void run() {}
                },
                "this kernel has no tracepoint syscalls/sys_enter_openatt",
                "did you mean sys_enter_openat, sys_enter_openat2 or sys_enter_open?"
                        + " list them with `ls /sys/kernel/tracing/events/*`");
    }

    interface Fields extends Struct {
        long fd();
    }

    @Test
    void oneMethodForTracepointsReadsFieldsThatLieAlike() {
        Object program = new Object() {
            @Tracepoint({"syscalls/sys_enter_close", "syscalls/sys_enter_read"})
            int run(Fields fields) {
                return (int) fields.fd();
            }
        };
        assertThat(hooks(program)).containsEntry("run", "tracepoint syscalls/sys_enter_close, syscalls/sys_enter_read");
        refuses(
                new Object() {
                    @Tracepoint({"syscalls/sys_enter_mmap", "syscalls/sys_enter_read"})
                    int run(Fields fields) {
                        return (int) fields.fd();
                    }
                },
                "field fd lies at different places in tracepoint syscalls/sys_enter_mmap, syscalls/sys_enter_read",
                "write one method for each tracepoint");
    }

    @Test
    void namesFunctionsThatTheKernelHas() {
        Skip.unless(System.getProperty("os.arch").equals("amd64"), "arguments are those of x86-64");
        refuses(
                new Object() {
                    @Kretprobe("vfs_read")
                    void run(long result, long more) {}
                },
                "a return probe passes one parameter, the result",
                "remove the others");
    }
}
