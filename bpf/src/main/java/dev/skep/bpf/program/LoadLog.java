package dev.skep.bpf.program;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.util.List;

/**
 * A load that failed without a log, tried again with one.
 *
 * @param result of the second try: a descriptor, or the negated errno
 * @param lines of the log
 */
record LoadLog(long result, List<String> lines) {
    private static final int ENOSPC = 28;
    private static final int FIRST_SIZE = 1 << 16;
    /** The kernel's own limit before Linux 5.18 (UINT_MAX / 256). */
    private static final int LAST_SIZE = (1 << 24) - 1;

    /** Where the log's buffer, size and level stand in the attributes of the command. */
    record Place(int buffer, int size, int level) {}

    /** Tries with a larger log until it fits: the kernel says ENOSPC when it was cut. */
    static LoadLog collect(BpfCommand command, CallBuffer attributes, Place place) {
        int size = FIRST_SIZE;
        while (true) {
            CallBuffer log = CallBuffer.allocate(size);
            attributes.pointer(place.buffer, log).u32(place.size, size).u32(place.level, 1);
            long result = BpfSyscall.invokeAgain(command, attributes);
            if (result != -ENOSPC || size == LAST_SIZE) {
                return new LoadLog(result, log.string(0).lines().toList());
            }
            size = Math.min(size << 4, LAST_SIZE);
        }
    }
}
