package dev.skep.security.process;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Makes text of the kernel's paths. What is no UTF-8 becomes U+FFFD. */
final class PathText {
    private PathText() {}

    static String plain(MemorySegment memory, long offset, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** From components that end with NUL, the last one first. */
    static String reversed(MemorySegment memory, long offset, int length) {
        byte[] path = new byte[Math.max(length, 1)];
        path[0] = '/';
        int start = 0;
        int end = length;
        for (int at = 0; at < length; at++) {
            if (memory.get(ValueLayout.JAVA_BYTE, offset + at) == 0) {
                int size = at - start;
                end -= size + 1;
                path[end] = '/';
                MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset + start, path, end + 1, size);
                start = at + 1;
            }
        }
        return new String(path, StandardCharsets.UTF_8);
    }

    /** A name as the directory makes it absolute, without {@code .}, {@code ..} and empty parts. */
    static String absolute(String directory, String name) {
        if (name.startsWith("/") || directory.isEmpty() || name.isEmpty()) {
            return name;
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (directory + '/' + name).split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }
}
