package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.symbol.KernelFunctions;
import dev.skep.bpf.symbol.SymbolPattern;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A program at the entry or the return of many kernel functions, by one descriptor, attached in one call.
 *
 * <p>Since Linux 5.18 (BPF_TRACE_KPROBE_MULTI), on kernels built with CONFIG_FPROBE; needs no kprobes.
 */
public final class KprobeMultiLink implements PinnableLink {
    private static final int ATTRIBUTES_SIZE = 48;
    private static final int FLAGS = 16;
    private static final int COUNT = 20;
    private static final int SYMBOLS = 24;
    private static final int COOKIES = 40;
    private static final int BPF_F_KPROBE_MULTI_RETURN = 1;

    private final Fd fd;
    private final String hook;
    private final List<String> functions;

    private KprobeMultiLink(Fd fd, String hook, List<String> functions) {
        this.fd = fd;
        this.hook = hook;
        this.functions = functions;
    }

    /**
     * Attaches.
     *
     * @param program loaded for {@link AttachType#TRACE_KPROBE_MULTI}
     * @param functions as /proc/kallsyms names them, each once
     * @param firstCookie what bpf_get_attach_cookie answers in the first of them; one more in each that follows
     * @param onReturn whether to run when the functions return
     * @throws UnsupportedFeatureException when this kernel cannot, or has no such function
     */
    public static KprobeMultiLink attach(Program program, List<String> functions, long firstCookie, boolean onReturn) {
        String hook = (onReturn ? "kretprobe" : "kprobe") + " of " + functions.size() + " functions";
        Attachment.require(program, ProgramType.KPROBE, hook);
        if (functions.isEmpty()) {
            throw new IllegalArgumentException(hook + ": nothing to attach to");
        }
        CallBuffer cookies = CallBuffer.allocate(functions.size() * Long.BYTES);
        for (int i = 0; i < functions.size(); i++) {
            cookies.u64(i * Long.BYTES, firstCookie + i);
        }
        CallBuffer attributes = Attachment.attributes(ATTRIBUTES_SIZE, program, 0, AttachType.TRACE_KPROBE_MULTI)
                .u32(FLAGS, onReturn ? BPF_F_KPROBE_MULTI_RETURN : 0)
                .u32(COUNT, functions.size())
                .pointer(SYMBOLS, pointers(functions))
                .pointer(COOKIES, cookies);
        try {
            Fd fd = Attachment.open(attributes, hook, "kprobe.multi", "5.18");
            return new KprobeMultiLink(fd, hook, List.copyOf(functions));
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENOENT) || failure.is(Errno.ESRCH)) {
                // One of them is unknown; the list says which.
                KernelFunctions.matching(
                        functions.stream().map(SymbolPattern::new).toList());
            }
            throw failure;
        }
    }

    private static CallBuffer pointers(List<String> names) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int[] starts = new int[names.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = text.size();
            text.writeBytes(names.get(i).getBytes(StandardCharsets.UTF_8));
            text.write(0);
        }
        CallBuffer strings = CallBuffer.of(text.toByteArray());
        // The first entry keeps all strings alive.
        CallBuffer pointers = CallBuffer.allocate(starts.length * Long.BYTES).pointer(0, strings);
        for (int i = 1; i < starts.length; i++) {
            pointers.u64(i * Long.BYTES, strings.address() + starts[i]);
        }
        return pointers;
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public List<String> places() {
        return functions;
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
