package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A program at many instructions of one file, by one descriptor, attached in one call. On a busy machine with Linux 6.18, 498
 * functions of the C library were attached in 1 s in every process and detached in 1.5 s; a {@link UprobeLink} each, for one process
 * alone, took 55 s to detach.
 *
 * <p>The kernel executes the probed instruction elsewhere, which it cannot with every one. Where a process has the file mapped it finds
 * out when the link is made, and refuses all; in processes that map the file later it leaves such a place out.
 *
 * <p>Since Linux 6.6 (BPF_TRACE_UPROBE_MULTI). Runs in every process that maps the file: the restriction to one process
 * looked at the thread before 6.10, so it is not offered here.
 */
public final class UprobeMultiLink implements PinnableLink {
    private static final int ATTRIBUTES_SIZE = 64;
    private static final int PATH = 16;
    private static final int OFFSETS = 24;
    private static final int SEMAPHORES = 32;
    private static final int COOKIES = 40;
    private static final int COUNT = 48;
    private static final int FLAGS = 52;
    private static final int BPF_F_UPROBE_MULTI_RETURN = 1;

    private final Fd fd;
    private final String hook;
    private final List<String> places;

    private UprobeMultiLink(Fd fd, String hook, List<String> places) {
        this.fd = fd;
        this.hook = hook;
        this.places = places;
    }

    /**
     * Attaches.
     *
     * @param program loaded for {@link AttachType#TRACE_UPROBE_MULTI}
     * @param places the instructions; for returns, the functions' first
     * @param onReturn whether to run when the functions return
     * @throws UnsupportedFeatureException when this kernel cannot, or cannot at one of the places, such as one
     *     where somebody is attached with another counter
     */
    public static UprobeMultiLink attach(Program program, Path binary, List<UprobePlace> places, boolean onReturn) {
        String hook = (onReturn ? "uretprobe" : "uprobe") + " at " + places.size() + " places in " + binary;
        Attachment.require(program, ProgramType.KPROBE, hook);
        if (places.isEmpty()) {
            throw new IllegalArgumentException(hook + ": nothing to attach to");
        }
        try {
            Fd fd = open(program, binary, places, onReturn, hook);
            return new UprobeMultiLink(
                    fd, hook, places.stream().map(UprobePlace::name).toList());
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENOTSUPP)) {
                throw refusedPlace(program, binary, places, onReturn);
            }
            throw failure;
        } catch (UnsupportedFeatureException invalid) {
            throw UprobeEvent.firstWithOtherCounter(binary, places).orElse(invalid);
        }
    }

    private static Fd open(Program program, Path binary, List<UprobePlace> places, boolean onReturn, String hook) {
        CallBuffer attributes = Attachment.attributes(ATTRIBUTES_SIZE, program, 0, AttachType.TRACE_UPROBE_MULTI)
                .pointer(PATH, CallBuffer.of(binary.toString()))
                .pointer(OFFSETS, words(places, UprobePlace::fileOffset))
                .pointer(SEMAPHORES, words(places, UprobePlace::semaphoreOffset))
                .pointer(COOKIES, words(places, UprobePlace::cookie))
                .u32(COUNT, places.size())
                .u32(FLAGS, onReturn ? BPF_F_UPROBE_MULTI_RETURN : 0);
        return Attachment.open(attributes, hook, "uprobe.multi", "6.6");
    }

    /**
     * Names the first place whose instruction the kernel cannot execute elsewhere (one with a lock prefix, for example), since it refuses
     * all places because of one: half of the places are tried, and then half of that half.
     */
    private static UnsupportedFeatureException refusedPlace(
            Program program, Path binary, List<UprobePlace> places, boolean onReturn) {
        int sound = 0;
        int tried = places.size();
        while (tried - sound > 1) {
            int middle = (sound + tried) >>> 1;
            try (Fd attached = open(program, binary, places.subList(sound, middle), onReturn, "half of the places")) {
                sound = attached.isOpen() ? middle : sound;
            } catch (SyscallException failure) {
                if (!failure.is(Errno.ENOTSUPP)) {
                    throw failure;
                }
                tried = middle;
            }
        }
        return new UnsupportedFeatureException(
                "uprobe at " + places.get(sound).name() + " in " + binary,
                "the kernel puts no probe on the instruction there (ENOTSUPP)");
    }

    private static CallBuffer words(List<UprobePlace> places, ToLongFunction<UprobePlace> word) {
        return CallBuffer.of(places.stream().mapToLong(word).toArray());
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public List<String> places() {
        return places;
    }

    @Override
    public void pin(Path path) {
        LinkPin.pin(fd, path);
    }

    @Override
    public void close() {
        fd.close();
    }
}
