package dev.skep.bpf.btf;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Mmap;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the BTF of the running kernel, once for each process.
 *
 * <p>sysfs hands out at most a page for each read, which makes thirteen hundred calls; since Linux 6.16 the file can
 * be mapped, privately and read-only. The bytes are copied to the heap, because the reader works on arrays.
 */
final class VmlinuxBtf {
    static final String PATH = "/sys/kernel/btf/vmlinux";

    private static final Object LOCK = new Object();
    private static volatile @Nullable Btf known;

    private VmlinuxBtf() {}

    static Btf read() {
        Btf btf = known;
        if (btf == null) {
            synchronized (LOCK) {
                btf = known;
                if (btf == null) {
                    btf = Btf.parse(bytes(), PATH);
                    known = btf;
                }
            }
        }
        return btf;
    }

    static byte[] bytes() {
        long length = new File(PATH).length();
        if (length == 0) {
            throw new UnsupportedFeatureException("BTF", PATH + " does not exist (CONFIG_DEBUG_INFO_BTF, Linux 5.2)");
        }
        try {
            return mapped(length);
        } catch (SyscallException refused) {
            if (refused.is(Errno.ENODEV) || refused.is(Errno.EINVAL)) {
                return readByCalls();
            }
            throw refused;
        }
    }

    private static byte[] mapped(long length) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        try (Fd fd = Fd.open(PATH, 0);
                Arena arena = Arena.ofConfined()) {
            MemorySegment file = Mmap.map(fd, 0, length, Mmap.PROT_READ, Mmap.MAP_PRIVATE, arena);
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
        }
        return bytes;
    }

    private static byte[] readByCalls() {
        try {
            return Files.readAllBytes(new File(PATH).toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("read " + PATH, e);
        }
    }
}
