package dev.skep.trace.open;

import dev.skep.trace.RawText;

/**
 * Joins a relative name with the directory that it starts from.
 *
 * <p>The directory consists of real directories, never of symbolic links, so leading {@code .} and {@code ..} of the name can be
 * taken exactly as the kernel took them. Everything behind the first real component stays as it was given: {@code a/../b} is
 * {@code b} only if {@code a} is no symbolic link. Where the outer part is not known, the path begins with {@code ?/}. Used by
 * one thread.
 */
final class CompletePath {
    private static final int DEEPEST = 4096;

    private final int[] starts = new int[DEEPEST];
    private int depth;

    /**
     * Writes the path of a record to {@code path}.
     *
     * @param names the name, then the components from the innermost to the root, each ended by NUL
     * @return whether the path is complete
     */
    boolean write(RawText names, int nameLength, int state, RawText path) {
        path.clear();
        byte[] bytes = names.array();
        if (state == PathState.NO_NAME) {
            path.append('?');
            return false;
        }
        boolean absolute = nameLength > 0 && bytes[0] == '/';
        if (absolute || nameLength == 0) {
            path.append(bytes, 0, nameLength);
            return true;
        }
        if (state == PathState.NO_DIRECTORY) {
            path.append('?');
            path.append('/');
            path.append(bytes, 0, nameLength);
            return false;
        }
        boolean rooted = state == PathState.COMPLETE;
        split(bytes, nameLength, names.length());
        int used = climb(bytes, nameLength, rooted);
        join(bytes, used, nameLength, rooted, path);
        return rooted;
    }

    private void split(byte[] bytes, int from, int end) {
        depth = 0;
        int start = from;
        for (int at = from; at < end; at++) {
            if (bytes[at] == 0) {
                if (depth < DEEPEST) {
                    starts[depth++] = start;
                }
                start = at + 1;
            }
        }
    }

    /** Takes leading dots off the name and components off the directory; returns where the rest of the name begins. */
    private int climb(byte[] bytes, int nameLength, boolean rooted) {
        int gone = 0;
        int at = 0;
        while (at < nameLength) {
            int end = at;
            while (end < nameLength && bytes[end] != '/') {
                end++;
            }
            int length = end - at;
            boolean dots = length <= 2 && bytes[at] == '.' && (length < 2 || bytes[at + 1] == '.');
            if (length == 2 && dots) {
                if (gone < depth) {
                    gone++;
                } else if (!rooted) {
                    break;
                }
            } else if (length > 0 && !dots) {
                break;
            }
            at = Math.min(end + 1, nameLength);
        }
        depth -= gone;
        System.arraycopy(starts, gone, starts, 0, depth);
        return at;
    }

    private void join(byte[] bytes, int from, int nameLength, boolean rooted, RawText path) {
        if (!rooted) {
            path.append('?');
        }
        for (int i = depth - 1; i >= 0; i--) {
            int end = starts[i];
            while (bytes[end] != 0) {
                end++;
            }
            path.append('/');
            path.append(bytes, starts[i], end - starts[i]);
        }
        if (from < nameLength || depth == 0) {
            path.append('/');
            path.append(bytes, from, nameLength - from);
        }
    }
}
