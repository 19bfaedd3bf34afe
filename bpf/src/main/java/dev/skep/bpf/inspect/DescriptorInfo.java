package dev.skep.bpf.inspect;

import java.util.Optional;

/**
 * The lines of a /proc/PID/fdinfo file: what the kernel says of a descriptor.
 *
 * <p>Of a program: prog_type, memlock, prog_id; of a map: map_type, memlock, map_id, frozen; of a link: link_type, link_id,
 * and prog_id, too ({@code bpf_prog_show_fdinfo} and its siblings in kernel/bpf/syscall.c v6.18).
 *
 * @param text the file
 */
record DescriptorInfo(String text) {

    /** An object that a descriptor refers to. */
    record Reference(ObjectKind kind, int id) {}

    /** The object, if it is one of BPF. */
    Optional<Reference> object() {
        // A link's lines name its program as well, hence links first.
        for (ObjectKind kind : new ObjectKind[] {ObjectKind.LINK, ObjectKind.MAP, ObjectKind.PROGRAM}) {
            long id = number(kind.field(), 0);
            if (id > 0 && id <= Integer.MAX_VALUE) {
                return Optional.of(new Reference(kind, (int) id));
            }
        }
        return Optional.empty();
    }

    /** The number in the line that begins with {@code field}, colon included. */
    long number(String field, long otherwise) {
        for (int at = 0; at >= 0 && at < text.length(); at = next(at)) {
            if (text.startsWith(field, at)) {
                int end = text.indexOf('\n', at);
                String value = text.substring(at + field.length(), end < 0 ? text.length() : end)
                        .strip();
                try {
                    return Long.parseLong(value);
                } catch (NumberFormatException other) {
                    return otherwise;
                }
            }
        }
        return otherwise;
    }

    private int next(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? -1 : end + 1;
    }
}
