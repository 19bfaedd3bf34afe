package dev.skep.bpf.link;

import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSymbol;

/**
 * An instruction of a file, and what a program that is attached there is told. Immutable.
 *
 * @param name what it is, for people: a function, {@code function+0x10}, a probe's name
 * @param fileOffset where in the file, in bytes
 * @param cookie what bpf_get_attach_cookie answers there
 * @param semaphoreOffset where in the file a 16-bit counter is that the kernel raises in each process while the program is
 *     attached, in bytes; 0 for none
 */
public record UprobePlace(String name, long fileOffset, long cookie, long semaphoreOffset) {
    /** Checks that offsets are not negative. */
    public UprobePlace {
        if (fileOffset < 0 || semaphoreOffset < 0) {
            throw new IllegalArgumentException(
                    name + ": file offsets are not negative: " + fileOffset + ", " + semaphoreOffset);
        }
    }

    /** An instruction by its place in the file. */
    public static UprobePlace at(long fileOffset) {
        return new UprobePlace("0x" + Long.toHexString(fileOffset), fileOffset, 0, 0);
    }

    /**
     * An instruction of a function.
     *
     * @param offset from the function's start, in bytes
     * @throws IllegalArgumentException when the file has no such function
     */
    public static UprobePlace in(ElfFile file, String symbol, long offset) {
        ElfSymbol found = file.symbol(symbol)
                .orElseThrow(() -> new IllegalArgumentException(file.path() + " has no symbol " + symbol));
        return in(file, found, offset);
    }

    /**
     * An instruction of a function.
     *
     * @param offset from the function's start, in bytes
     */
    public static UprobePlace in(ElfFile file, ElfSymbol symbol, long offset) {
        String name = offset == 0 ? symbol.name() : symbol.name() + "+0x" + Long.toHexString(offset);
        return new UprobePlace(name, file.fileOffset(symbol) + offset, 0, 0);
    }

    /** The same with another cookie. */
    public UprobePlace withCookie(long newCookie) {
        return new UprobePlace(name, fileOffset, newCookie, semaphoreOffset);
    }

    /** The same with another counter. */
    public UprobePlace withSemaphore(long newOffset) {
        return new UprobePlace(name, fileOffset, cookie, newOffset);
    }
}
