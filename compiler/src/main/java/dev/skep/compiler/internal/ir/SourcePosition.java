package dev.skep.compiler.internal.ir;

import org.jspecify.annotations.Nullable;

/**
 * A place in Java source, with the chain of calls through which it was inlined.
 *
 * @param className binary name of the class that declares the method
 * @param method name of the method
 * @param file source file name as in the class file, without folder
 * @param line line number, 0 if the class file has none
 * @param caller where the method was inlined, or null in a hook method itself
 */
public record SourcePosition(
        String className,
        String method,
        String file,
        int line,
        @Nullable SourcePosition caller) {

    /** {@code File.java:12}. */
    public String fileAndLine() {
        return file + ":" + line;
    }

    /** Whether both name the same source line, whatever the inline chain. */
    public boolean sameLine(SourcePosition other) {
        return line == other.line && className.equals(other.className);
    }

    @Override
    public String toString() {
        return fileAndLine();
    }
}
