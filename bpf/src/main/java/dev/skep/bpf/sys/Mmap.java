package dev.skep.bpf.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** mmap(2) of a descriptor. The mapping lives as long as its arena; it outlives the descriptor. */
public final class Mmap {
    /** Pages may be read. */
    public static final int PROT_READ = 1;
    /** Pages may be written. */
    public static final int PROT_WRITE = 2;
    /** Writes reach the object. */
    public static final int MAP_SHARED = 1;
    /** Writes stay here: what read-only objects such as the kernel's BTF ask for. */
    public static final int MAP_PRIVATE = 2;

    private Mmap() {}

    /**
     * Maps a part of an object; the arena unmaps it when it closes.
     *
     * @param offset where in the object, in bytes, a multiple of the page size
     * @param length in bytes
     * @param protection PROT_READ, with or without PROT_WRITE
     * @param flags MAP_SHARED or MAP_PRIVATE
     */
    @SuppressWarnings("restricted") // the kernel answered with exactly this address for this length
    public static MemorySegment map(Fd fd, long offset, long length, int protection, int flags, Arena arena) {
        long address = Syscall.checked(
                Syscall.invoke(SyscallNumber.MMAP, 0, length, protection, flags, fd.number(), offset),
                SyscallNumber.MMAP,
                fd.what());
        return MemorySegment.ofAddress(address).reinterpret(length, arena, new Unmap(length));
    }

    private record Unmap(long length) implements Consumer<MemorySegment> {
        @Override
        public void accept(MemorySegment segment) {
            Syscall.checked(
                    Syscall.invoke(SyscallNumber.MUNMAP, segment.address(), length, 0), SyscallNumber.MUNMAP, "");
        }
    }
}
