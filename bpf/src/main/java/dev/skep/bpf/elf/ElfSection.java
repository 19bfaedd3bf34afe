package dev.skep.bpf.elf;

/**
 * A section of a file.
 *
 * @param type SHT_PROGBITS (1), SHT_SYMTAB (2), SHT_NOBITS (8), ...
 * @param address where it is loaded, 0 when it is not
 * @param offset in the file, in bytes
 * @param size in bytes; a SHT_NOBITS section has none of them in the file
 * @param link index of a section that belongs to it, for symbols their strings
 */
public record ElfSection(String name, int type, long address, long offset, long size, int link) {
    /** SHT_SYMTAB: all symbols, for debuggers and linkers; removed by strip. */
    public static final int SYMBOLS = 2;

    /** SHT_NOBITS: zeroes, not in the file. */
    public static final int NO_BITS = 8;

    /** SHT_DYNSYM: the symbols that other files may use. */
    public static final int DYNAMIC_SYMBOLS = 11;

    /** SHT_GNU_versym: the versions of the dynamic symbols. */
    static final int SYMBOL_VERSIONS = 0x6fffffff;
}
