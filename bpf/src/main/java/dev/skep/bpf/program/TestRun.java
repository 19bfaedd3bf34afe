package dev.skep.bpf.program;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;

/**
 * Input for a run of a program outside its hook (BPF_PROG_TEST_RUN). Immutable; each change gives a new one.
 *
 * <p>Packet programs take data (an Ethernet frame of 14 bytes at least) and may take a context; raw tracepoints and
 * {@link ProgramType#SYSCALL} programs take a context alone.
 */
public final class TestRun {
    private static final int ATTRIBUTES_SIZE = 72;
    private static final int RETURN_VALUE = 4;
    private static final int DATA_SIZE_IN = 8;
    private static final int DATA_SIZE_OUT = 12;
    private static final int DATA_IN = 16;
    private static final int DATA_OUT = 24;
    private static final int REPEAT = 32;
    private static final int DURATION = 36;
    private static final int CONTEXT_SIZE_IN = 40;
    private static final int CONTEXT_SIZE_OUT = 44;
    private static final int CONTEXT_IN = 48;
    private static final int CONTEXT_OUT = 56;
    private static final int FLAGS = 64;
    /** BPF_F_TEST_XDP_LIVE_FRAMES. */
    private static final int LIVE_FRAMES = 1 << 1;

    /** A program may make a packet longer; the kernel says ENOSPC beyond this. */
    private static final int GROWTH = 256;

    private final byte[] data;
    private final byte[] context;
    private final int repeat;
    private final int flags;

    private TestRun(byte[] data, byte[] context, int repeat, int flags) {
        this.data = data;
        this.context = context;
        this.repeat = repeat;
        this.flags = flags;
    }

    /** A run on this packet. */
    public static TestRun ofData(byte[] packet) {
        return new TestRun(packet.clone(), new byte[0], 0, 0);
    }

    /** A run on this context. */
    public static TestRun ofContext(byte[] context) {
        return new TestRun(new byte[0], context.clone(), 0, 0);
    }

    /** With this context, too. */
    public TestRun context(byte[] bytes) {
        return new TestRun(data, bytes.clone(), repeat, flags);
    }

    /** That often, which only packet programs can; the mean duration is told. */
    public TestRun repeat(int times) {
        return new TestRun(data, context, times, flags);
    }

    /**
     * As so many frames that go where an XDP program sends them (BPF_F_TEST_XDP_LIVE_FRAMES): up the stack, to another device, or nowhere.
     * Since Linux 5.18. What the program left is not told.
     */
    public TestRun frames(int times) {
        return new TestRun(data, context, times, flags | LIVE_FRAMES);
    }

    /** With these BPF_F_TEST_... flags. */
    public TestRun flags(int bits) {
        return new TestRun(data, context, repeat, bits);
    }

    Result on(Program program) {
        CallBuffer attributes = CallBuffer.allocate(ATTRIBUTES_SIZE)
                .u32(0, program.fd())
                .u32(REPEAT, repeat)
                .u32(FLAGS, flags);
        CallBuffer dataOut = CallBuffer.allocate(data.length + GROWTH);
        boolean live = (flags & LIVE_FRAMES) != 0;
        if (data.length > 0) {
            attributes.u32(DATA_SIZE_IN, data.length).pointer(DATA_IN, CallBuffer.of(data));
        }
        if (data.length > 0 && !live) {
            attributes.u32(DATA_SIZE_OUT, dataOut.size()).pointer(DATA_OUT, dataOut);
        }
        CallBuffer contextIn = CallBuffer.of(context);
        CallBuffer contextOut = contextIn;
        if (context.length > 0) {
            attributes.u32(CONTEXT_SIZE_IN, context.length).pointer(CONTEXT_IN, contextIn);
            if (data.length > 0 && !live) {
                contextOut = CallBuffer.allocate(context.length);
                attributes.u32(CONTEXT_SIZE_OUT, context.length).pointer(CONTEXT_OUT, contextOut);
            }
        }
        BpfSyscall.run(BpfCommand.PROG_TEST_RUN, attributes, program.name());
        byte[] packet = data.length == 0 || live
                ? new byte[0]
                : dataOut.copy(0, Math.min(attributes.u32(DATA_SIZE_OUT), dataOut.size()));
        // A program without data writes its context where it came from, so that is what comes out.
        byte[] changed = contextOut.copy(0, context.length);
        return new Result(
                attributes.u32(RETURN_VALUE), Integer.toUnsignedLong(attributes.u32(DURATION)), packet, changed);
    }

    /** What a run left. Immutable. */
    public static final class Result {
        private final int returnValue;
        private final long nanosPerRun;
        private final byte[] data;
        private final byte[] context;

        Result(int returnValue, long nanosPerRun, byte[] data, byte[] context) {
            this.returnValue = returnValue;
            this.nanosPerRun = nanosPerRun;
            this.data = data;
            this.context = context;
        }

        /** What the program returned. */
        public int returnValue() {
            return returnValue;
        }

        /** The mean time of a run in nanoseconds; 0 for programs that run once only. */
        public long nanosPerRun() {
            return nanosPerRun;
        }

        /** A copy of the packet as the program left it; empty when it had none. */
        public byte[] dataOut() {
            return data.clone();
        }

        /** A copy of the context as the program left it; empty when it had none. */
        public byte[] contextOut() {
            return context.clone();
        }
    }
}
