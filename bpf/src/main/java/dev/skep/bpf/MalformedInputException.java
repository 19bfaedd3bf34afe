package dev.skep.bpf;

/**
 * Bytes from outside (BTF, ELF, a tracefs format, ...) that are cut short or make no sense.
 *
 * <p>Thrown by parsers instead of any index error, so that nothing from outside can break the reader.
 */
public final class MalformedInputException extends KernelException {
    private static final long serialVersionUID = 1L;

    /** What was read. */
    private final String input;

    /** Where the nonsense begins. */
    private final long offset;

    /**
     * Made by a reader.
     *
     * @param input what was read, such as "BTF" or a path
     * @param offset where in it, in bytes from its start
     * @param why what was found and what was expected
     */
    public MalformedInputException(String input, long offset, String why) {
        super(input + ", offset " + offset + ": " + why);
        this.input = input;
        this.offset = offset;
    }

    /** What was read. */
    public String input() {
        return input;
    }

    /** Where the nonsense begins, in bytes from the start of the input. */
    public long offset() {
        return offset;
    }
}
