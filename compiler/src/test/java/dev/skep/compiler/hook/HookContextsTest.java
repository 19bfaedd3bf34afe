package dev.skep.compiler.hook;

import static dev.skep.compiler.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.link.Direction;
import dev.skep.bpf.link.NetfilterLink;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What hooks pass to their methods and take from them: in the interpreter, with a context as the kernel would fill it. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the compiler reads them
class HookContextsTest {
    private final InterpretedHook hook = new InterpretedHook();

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    interface Input extends Struct {
        int a();
    }

    @Test
    void argumentsOfTypedHooksLieInARow() {
        Object program = new Object() {
            @TpBtf("sched_process_exec")
            int run(Task task, int before, long binary) {
                return (int) (task.tgid() * 10_000L + before * 100L + binary);
            }
        };
        hook.word(0, hook.struct("task_struct", "tgid", 7))
                .word(1, 0x1_0000_0000L + 42)
                .word(2, 13);
        assertThat(hook.run(program)).isEqualTo(74_213);
    }

    @Test
    void argumentsOfRawTracepointsAreReadAsMemoryThatMayNotBeThere() {
        Object program = new Object() {
            @RawTracepoint("sched_process_exec")
            int run(Task task, int before) {
                return task.tgid() * 100 + before;
            }
        };
        assertThat(hook.word(0, hook.struct("task_struct", "tgid", 8))
                        .word(1, 3)
                        .run(program))
                .isEqualTo(803);
        assertThat(hook.word(0, 0x1234).run(program)).isEqualTo(3);
    }

    @KernelStruct("ethhdr")
    interface Header extends Struct {
        @BigEndian
        short h_proto();
    }

    @Test
    void membersOfTheKernelMayBeInNetworkOrder() {
        Object program = new Object() {
            @RawTracepoint("sched_process_exec")
            int run(Header header) {
                return header.h_proto();
            }
        };
        hook.word(0, hook.struct("ethhdr", "h_proto", 0x0608));
        assertThat(hook.run(program)).isEqualTo(0x806);
    }

    @KernelStruct("nf_hook_state")
    interface State extends Struct {
        byte hook();
    }

    @KernelStruct("sk_buff")
    interface Packet extends Struct {
        int len();
    }

    @Test
    void netfilterPassesStateAndPacket() {
        Object program = new Object() {
            @Netfilter(at = NetfilterLink.Place.LOCAL_IN, priority = 1)
            int run(State state, Packet packet) {
                return state.hook() == 3 && packet.len() == 60 ? 1 : 0;
            }
        };
        hook.word(0, hook.struct("nf_hook_state", "hook", 3));
        assertThat(hook.word(1, hook.struct("sk_buff", "len", 60)).run(program)).isEqualTo(1);
        assertThat(hook.word(1, hook.struct("sk_buff", "len", 61)).run(program)).isZero();
        refuses(
                new Object() {
                    @Netfilter(at = NetfilterLink.Place.LOCAL_IN, priority = 1)
                    int run(State state, Packet packet, int more) {
                        return more;
                    }
                },
                "@Netfilter passes two parameters, the hook's state and the packet",
                "declare int name(State state, Packet packet) with interfaces for nf_hook_state and sk_buff");
    }

    @Test
    void iteratorsPassTheElementBehindTheMeta() {
        Object program = new Object() {
            @Iterator("task")
            int run(IteratorMeta meta, @Nullable Task task) {
                return task == null ? -1 : task.tgid();
            }
        };
        assertThat(hook.run(program)).isEqualTo(-1);
        assertThat(hook.word(1, hook.struct("task_struct", "tgid", 99)).run(program))
                .isEqualTo(99);
    }

    @Test
    void iteratorsOfMapsPassKeyAndValue() {
        Object program = new Object() {
            private final HashMap<Counter, Counter> counts = HashMap.of(Counter.class, Counter.class, 4);

            @Iterator(value = "bpf_map_elem", map = "counts")
            int run(IteratorMeta meta, long map, @Nullable Counter key, @Nullable Counter value) {
                return key == null || value == null ? (int) map : (int) (key.value() * 10 + value.value());
            }
        };
        hook.word(1, 77);
        assertThat(hook.run(program)).isEqualTo(77);
        hook.word(2, hook.address(number(4))).word(3, hook.address(number(2)));
        assertThat(hook.run(program)).isEqualTo(42);
    }

    private static ByteBuffer number(long value) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    }

    @Test
    void iteratorsWantTheMetaFirst() {
        List<Object> programs = List.of(
                new Object() {
                    @Iterator("task")
                    void run(Task task) {}
                },
                new Object() {
                    @Iterator("task")
                    void run(IteratorMeta meta, IteratorMeta more) {}
                });
        for (Object program : programs) {
            refuses(
                    program,
                    "the first parameter of an @Iterator method, and no other, is an IteratorMeta",
                    "declare void name(IteratorMeta meta, ...)");
        }
    }

    @Test
    void hooksWithAContextTakeNoOther() {
        Map<Object, String> programs = new LinkedHashMap<>();
        programs.put(
                new Object() {
                    @Xdp
                    int run(XdpContext context, int more) {
                        return 2;
                    }
                },
                "@Xdp XdpContext");
        programs.put(
                new Object() {
                    @Tcx(direction = Direction.INGRESS)
                    int run(Input in) {
                        return 0;
                    }
                },
                "@Tcx TcContext");
        programs.put(
                new Object() {
                    @Netkit
                    int run(Input in) {
                        return 0;
                    }
                },
                "@Netkit TcContext");
        programs.put(
                new Object() {
                    @SocketFilter
                    int run(Input in) {
                        return 0;
                    }
                },
                "@SocketFilter SocketFilterContext");
        programs.put(
                new Object() {
                    @SkLookup
                    int run(Input in) {
                        return 1;
                    }
                },
                "@SkLookup SkLookupContext");
        programs.put(
                new Object() {
                    @FlowDissector
                    int run(Input in) {
                        return 0;
                    }
                },
                "@FlowDissector FlowDissectorContext");
        programs.put(
                new Object() {
                    @SkReuseport
                    int run(Input in) {
                        return 1;
                    }
                },
                "@SkReuseport SkReuseportContext");
        programs.put(
                new Object() {
                    @SkMsg
                    int run(Input in) {
                        return 1;
                    }
                },
                "@SkMsg SkMsgContext");
        programs.put(
                new Object() {
                    @SkSkb
                    int run(Input in) {
                        return 1;
                    }
                },
                "@SkSkb SkSkbContext");
        programs.put(
                new Object() {
                    @CgroupDevice
                    int run(Input in) {
                        return 1;
                    }
                },
                "@CgroupDevice DeviceContext");
        programs.forEach((program, names) -> {
            String[] words = names.split(" ", -1);
            refuses(
                    program,
                    "a method with " + words[0] + " has one parameter, " + words[1],
                    "declare int name(" + words[1] + " context)");
        });
    }

    @Test
    void hooksThatPassAStructTakeNothingElse() {
        refuses(
                new Object() {
                    @Syscall
                    int run(int number) {
                        return number;
                    }
                },
                "a @Syscall method has one parameter, a struct",
                "put all into one interface that extends Struct");
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in, Input more) {
                        return 0;
                    }
                },
                "a @Syscall method has one parameter, a struct",
                "put all into one interface that extends Struct");
        refuses(
                new Object() {
                    @PerfEvent(frequency = 99)
                    void run(long number) {}
                },
                "a perf event passes one parameter",
                "declare an interface with @KernelStruct(\"bpf_perf_event_data\"), or none");
        refuses(
                new Object() {
                    @Tracepoint("syscalls/sys_enter_openat")
                    void run(long number) {}
                },
                "a tracepoint passes one parameter, an interface of its fields",
                "declare interface Fields extends Struct { ... }");
    }

    /** What a program returns that its hook does not take. */
    @Test
    void resultsThatAHookDoesNotTakeAreRefused() {
        refuses(
                new Object() {
                    @SkLookup
                    int run(SkLookupContext context) {
                        return 2;
                    }
                },
                "the kernel takes no result 2 from choice of sockets",
                "return 0 (DROP) or 1 (PASS)");
        refuses(
                new Object() {
                    @SkReuseport
                    int run(SkReuseportContext context) {
                        return -1;
                    }
                },
                "the kernel takes no result -1 from choice among the sockets of a port",
                "return 0 (DROP) or 1 (PASS)");
        refuses(
                new Object() {
                    @Netfilter(at = NetfilterLink.Place.LOCAL_IN, priority = 1)
                    int run() {
                        return 2;
                    }
                },
                "the kernel takes no result 2 from netfilter LOCAL_IN of IPV4",
                "return 0 (NF_DROP) or 1 (NF_ACCEPT)");
        refuses(
                new Object() {
                    @CgroupSkb(direction = Direction.INGRESS)
                    int run(CgroupSkbContext context) {
                        return 2;
                    }
                },
                "the kernel takes no result 2 from CGROUP_INET_INGRESS",
                "return 0 (DENY) or 1 (ALLOW)");
        refuses(
                new Object() {
                    @CgroupSkb(direction = Direction.EGRESS)
                    int run(CgroupSkbContext context) {
                        return 4;
                    }
                },
                "the kernel takes no result 4 from CGROUP_INET_EGRESS",
                "return 0 (DENY), 1 (ALLOW), 2 (DENY_CONGESTED) or 3 (ALLOW_CONGESTED)");
        refuses(
                new Object() {
                    @CgroupSockAddr(at = CgroupSockAddr.Call.RECVMSG4)
                    int run(SockAddrContext context) {
                        return 0;
                    }
                },
                "the kernel takes no result 0 from CGROUP_UDP4_RECVMSG",
                "return 1 (ALLOW): this call cannot be denied any more");
    }
}
