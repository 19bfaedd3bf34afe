package dev.skep.compiler.internal.ir;

import java.util.Objects;
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

    // Asked for each instruction: by hand, and line first, it takes a fraction of what a record's own takes.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SourcePosition that
                        && line == that.line
                        && className.equals(that.className)
                        && method.equals(that.method)
                        && file.equals(that.file)
                        && Objects.equals(caller, that.caller));
    }

    @Override
    public int hashCode() {
        return Objects.hash(className, method, file, line, caller);
    }

    @Override
    public String toString() {
        return fileAndLine();
    }
}
