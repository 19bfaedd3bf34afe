package dev.skep.bpf.elf;

/**
 * A symbol that is defined in its file.
 *
 * @param name without a version
 * @param address where it is, before the file is moved by the loader
 * @param size in bytes, 0 when unknown
 * @param type STT_OBJECT (1), STT_FUNC (2), STT_GNU_IFUNC (10), ...
 * @param binding STB_LOCAL (0), STB_GLOBAL (1), STB_WEAK (2)
 */
public record ElfSymbol(String name, long address, long size, int type, int binding) {
    /** STT_FUNC: code. */
    public static final int FUNCTION = 2;

    /** STT_GNU_IFUNC: code that chooses the function to be called. */
    public static final int INDIRECT_FUNCTION = 10;

    /** Whether code begins here. */
    public boolean isFunction() {
        return type == FUNCTION;
    }
}
