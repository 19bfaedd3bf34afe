package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.PerfEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Perf events at instructions of files. The kernel keeps one counter for an instruction, whoever watches it, and answers EINVAL to
 * whom names another (alloc_uprobe in kernel/events/uprobes.c); that is told from the other causes of EINVAL here.
 */
final class UprobeEvent {
    private UprobeEvent() {}

    /**
     * Opens one.
     *
     * @throws UnsupportedFeatureException when there are no uprobes, or somebody watches the place with another counter
     */
    static Fd open(Path binary, UprobePlace place, int pid, boolean onReturn, String hook) {
        ProbeSource source = new ProbeSource("uprobe");
        PerfEvent event = place.semaphoreOffset() == 0
                ? source.event(onReturn)
                : source.counting(onReturn, place.semaphoreOffset());
        try {
            return event.target(binary.toString())
                    .targetOffset(place.fileOffset())
                    .open(pid, pid == UprobeLink.EVERY_PROCESS ? 0 : -1, hook);
        } catch (SyscallException failure) {
            if (failure.is(Errno.EINVAL) && couldBe(binary, place)) {
                throw otherCounter(binary, place);
            }
            throw failure;
        }
    }

    /** What is to be said of the first of the places that somebody watches with another counter. */
    static Optional<UnsupportedFeatureException> firstWithOtherCounter(Path binary, List<UprobePlace> places) {
        int self = (int) ProcessHandle.current().pid();
        for (UprobePlace place : places) {
            try {
                open(binary, place, self, false, place.name()).close();
            } catch (UnsupportedFeatureException found) {
                return Optional.of(found);
            } catch (SyscallException another) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether the kernel has no other reason to call it invalid: it wants places within the file, and even ones for counters. */
    private static boolean couldBe(Path binary, UprobePlace place) {
        try {
            return place.fileOffset() <= Files.size(binary) && place.semaphoreOffset() % Short.BYTES == 0;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static UnsupportedFeatureException otherCounter(Path binary, UprobePlace place) {
        String counters = place.semaphoreOffset() == 0
                ? "with a reference counter, and this one names none"
                : "with another reference counter than the one at 0x" + Long.toHexString(place.semaphoreOffset())
                        + ", or with none";
        return new UnsupportedFeatureException(
                "uprobe at " + place.name() + " in " + binary,
                "another program is attached at offset 0x" + Long.toHexString(place.fileOffset()) + " of the file "
                        + counters + " (EINVAL). All that watch a place raise one counter, by which the traced program"
                        + " knows that somebody does: name the same one, or detach the other");
    }
}
