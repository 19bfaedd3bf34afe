package dev.skep.compiler;

import static dev.skep.compiler.Refusals.refuses;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.Timer;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.SpinLock;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.IteratorHelpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Iterator;
import dev.skep.compiler.hook.IteratorMeta;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import org.junit.jupiter.api.Test;

/** Structs, maps and helpers that are used in a way that the kernel does not allow, and what the compiler says of it. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // what is wrong with them is what is tested
class MemoryRefusalTest {
    interface Input extends Struct {
        int a();

        int b();

        @Length(8)
        Bytes name();
    }

    interface Guarded extends Struct {
        SpinLock guard();

        long count();
    }

    interface Session extends Struct {
        Timer timer();

        int count();
    }

    interface Header extends Struct {
        @Length(16)
        Bytes text();
    }

    interface Twelve extends Struct {
        long first();

        int second();
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();

        void tgid(int v);
    }

    @Test
    void locksLieInMapValues() {
        refuses(
                new Object() {
                    @Xdp
                    int run(XdpContext packet) {
                        Guarded pair = Memory.onStack(Guarded.class);
                        pair.guard().lock();
                        return 0;
                    }
                },
                "this lock does not lie in a map value",
                "keep it in the value of a HashMap or ArrayMap");
    }

    @Test
    void hooksThatMayNotLockAreNamed() {
        refuses(
                new Object() {
                    private final ArrayMap<Guarded> pairs = ArrayMap.of(Guarded.class, 1);

                    @RawTracepoint("sys_enter")
                    int run(long registers) {
                        Guarded pair = pairs.get(0);
                        if (pair != null) pair.guard().lock();
                        return 0;
                    }
                },
                "a program at this hook (raw tracepoint sys_enter) may not use locks",
                "use an atomic operation (@Atomic) or a typed tracepoint (@TpBtf)");
    }

    @Test
    void timersLieInMapValues() {
        refuses(
                new Object() {
                    private final ArrayMap<Session> sessions = ArrayMap.of(Session.class, 1);

                    @Xdp
                    int run(XdpContext packet) {
                        Session session = Memory.onStack(Session.class);
                        return session.timer().init(sessions, Timer.MONOTONIC);
                    }
                },
                "this timer does not lie in a map value",
                "keep it in the value of a HashMap or ArrayMap");
    }

    @Test
    void positionsInAHeaderAreFixed() {
        refuses(
                new Object() {
                    @Xdp
                    int run(XdpContext packet) {
                        Header header = packet.at(0, Header.class);
                        return header == null ? 0 : header.text().u8(packet.length() & 15);
                    }
                },
                "a computed position inside of a packet's header: the bounds check of the header covers fixed positions only",
                "ask for what lies there with packet.at(offset, Type.class), which checks it");
    }

    @Test
    void positionsInTheContextAreFixed() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        return in.name().u8(in.a() & 7);
                    }
                },
                "a computed position inside of the context, which the kernel allows at fixed positions only",
                "copy it to a struct on the stack, or use a switch over the positions");
    }

    @Test
    void aViewIsNotLongerThanWhatItShows() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        Counter counter = Memory.onStack(Counter.class);
                        return Memory.view(counter, Twelve.class).second();
                    }
                },
                "Twelve has 16 bytes, more than the struct that is to be seen as one",
                "declare a struct that is not longer");
    }

    @Test
    void recordsHaveTheLengthThatIsSent() {
        for (int length : new int[] {0, 9}) {
            refuses(
                    new Object() {
                        private final RingBuffer<Counter> events = RingBuffer.of(Counter.class, 4096);
                        private final int bytes = length;

                        @Syscall
                        int run(Input in) {
                            Counter counter = Memory.onStack(Counter.class);
                            return events.output(counter, bytes) ? 1 : 0;
                        }
                    },
                    "a record of " + length + " bytes is asked for, and this one has 8",
                    "pass a length from 1 to 8");
        }
    }

    @Test
    void structsOfTheKernelAreReadOnly() {
        refuses(
                new Object() {
                    @TpBtf("sched_process_exec")
                    void run(Task task) {
                        task.tgid(3);
                    }
                },
                "Task.tgid lies in memory that the program may only read",
                "write into memory of your own");
    }

    @Test
    void seqPrintfHasAMostOfValues() {
        refuses(
                new Object() {
                    @Iterator("task")
                    void run(IteratorMeta meta) {
                        IteratorHelpers.seqPrintf(
                                meta.seq(),
                                "%d %d %d %d %d %d %d %d %d %d %d %d %d\n",
                                1,
                                2,
                                3,
                                4,
                                5,
                                6,
                                7,
                                8,
                                9,
                                10,
                                11,
                                12,
                                13);
                    }
                },
                "seqPrintf takes at most 12 values, not 13",
                "print twice");
    }

    @Test
    void tailCallsAreMadeInTheHookMethod() {
        refuses(
                new Object() {
                    private final ProgramArray next = ProgramArray.of(2);

                    @Xdp
                    int run(XdpContext packet) {
                        return go(packet);
                    }

                    @NoInline
                    private int go(XdpContext packet) {
                        next.tailCall(packet, 1);
                        return 2;
                    }
                },
                "a tail call in a function of the program would come back to the function's caller",
                "make it in the hook method, or remove @NoInline; ProgramCalls.run runs a program and comes back");
    }

    @KernelStruct("task_struct")
    interface Changed extends Struct {
        void tgid(int v);
    }

    @Test
    void structsOfTheKernelHaveNoSetters() {
        refuses(
                new Object() {
                    @TpBtf("sched_process_exec")
                    void run(Changed task) {
                        task.tgid(3);
                    }
                },
                "Changed.tgid cannot be written: kernel structs are read only",
                "use a getter");
    }

    @Test
    void packetsAreNotChangedAtomically() {
        refuses(
                new Object() {
                    @Xdp
                    int run(XdpContext packet) {
                        Counter counter = packet.at(0, Counter.class);
                        if (counter != null) counter.add(1);
                        return 2;
                    }
                },
                "Counter.add is an atomic access to memory that the kernel allows none on",
                "keep the field in a map value");
    }

    @Test
    void bytesAtAnAddressHaveNoLength() {
        refuses(
                new Object() {
                    @TpBtf("sched_process_exec")
                    int run(Task task) {
                        return Memory.atKernel(Memory.address(task), Bytes.class)
                                .length();
                    }
                },
                "the length of these bytes is not known",
                "use a @Length field");
    }
}
