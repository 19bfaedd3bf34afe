package dev.skep.bpf.program;

import dev.skep.bpf.VerifierException;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;

/**
 * Type information loaded into the kernel (BPF_BTF_LOAD). Programs and maps that were loaded with it keep it alive, so
 * it may be closed right after. Safe for every thread.
 */
public final class BtfObject implements AutoCloseable {
    private static final int ATTRIBUTES_SIZE = 28;
    private static final int LOG_BUFFER = 8;
    private static final int BTF_SIZE = 16;
    private static final int LOG_SIZE = 20;
    private static final int LOG_LEVEL = 24;

    private final Fd fd;

    private BtfObject(Fd fd) {
        this.fd = fd;
    }

    /**
     * Loads it.
     *
     * @param name whose it is, for messages
     * @throws VerifierException when the kernel does not accept it, with the kernel's log
     */
    public static BtfObject load(String name, byte[] btf) {
        CallBuffer attributes = CallBuffer.allocate(ATTRIBUTES_SIZE)
                .pointer(0, CallBuffer.of(btf))
                .u32(BTF_SIZE, btf.length);
        long result = BpfSyscall.invoke(BpfCommand.BTF_LOAD, attributes);
        String what = "BTF of " + name;
        if (result >= 0) {
            return new BtfObject(Fd.own((int) result, what));
        }
        LoadLog log =
                LoadLog.collect(BpfCommand.BTF_LOAD, attributes, new LoadLog.Place(LOG_BUFFER, LOG_SIZE, LOG_LEVEL));
        if (log.result() >= 0) {
            return new BtfObject(Fd.own((int) log.result(), what));
        }
        throw new VerifierException(what, (int) -result, log.lines());
    }

    /** Its descriptor, which stays this object's. */
    public int fd() {
        return fd.number();
    }

    @Override
    public void close() {
        fd.close();
    }
}
