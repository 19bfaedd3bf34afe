package dev.skep.compiler;

import org.jspecify.annotations.Nullable;

/**
 * A Java method cannot become an eBPF program. The message is complete: {@code File.java:12: error: reason}, the source line, the
 * calls through which the code was inlined, and what to write instead.
 */
public final class CompileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Source file name, without folder. */
    private final String file;

    /** Line in it, 0 if unknown. */
    private final int line;

    /** What is wrong, on one line. */
    private final String reason;

    /**
     * Made by the compiler.
     *
     * @param file source file name, without folder
     * @param line line in it, 0 if unknown
     * @param reason what is wrong, one line
     * @param message the whole text
     * @param cause the verifier's refusal behind it, or null
     */
    public CompileException(String file, int line, String reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file;
        this.line = line;
        this.reason = reason;
    }

    /** The source file's name, without folder. */
    public String file() {
        return file;
    }

    /** The line in the source file, 0 if the class file has none. */
    public int line() {
        return line;
    }

    /** What is wrong, in one line. */
    public String reason() {
        return reason;
    }
}
