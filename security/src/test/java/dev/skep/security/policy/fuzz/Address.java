package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.Endpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A {@code struct sockaddr}.
 *
 * @param family {@code AF_}, 16 bits unsigned
 * @param end address and port, of the Internet
 * @param path of a local socket, or what else follows the family
 */
record Address(int family, Optional<Endpoint> end, String path) {
    static final int UNIX = 1;
    static final int INET = 2;
    static final int INET6 = 10;

    /** The size of {@code struct sockaddr_un}, the largest. */
    private static final int BYTES = 110;

    /** One of the Internet. */
    static Address of(Endpoint end) {
        return new Address(end.ip6() ? INET6 : INET, Optional.of(end), "");
    }

    /** As the kernel has it: include/uapi/linux/in.h, in6.h and un.h. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
        bytes.putShort((short) family).order(ByteOrder.BIG_ENDIAN);
        if (end.isEmpty()) {
            bytes.put(path.getBytes(StandardCharsets.UTF_8));
        } else if (end.get().ip6()) {
            bytes.putShort((short) end.get().port())
                    .putInt(0)
                    .putLong(end.get().high())
                    .putLong(end.get().low());
        } else {
            bytes.putShort((short) end.get().port()).putInt((int) end.get().low());
        }
        return bytes.array();
    }

    /** What a local address names: the path, or the name behind a zero with {@code @} in its place; up to the next zero. */
    byte[] name() {
        byte[] all = bytes();
        int start = Short.BYTES;
        boolean isAbstract = all[start] == 0;
        int from = isAbstract ? start + 1 : start;
        int end = from;
        while (end < all.length && all[end] != 0) {
            end++;
        }
        if (end == from) {
            return new byte[0];
        }
        byte[] name = Arrays.copyOfRange(all, start, end);
        name[0] = isAbstract ? (byte) '@' : name[0];
        return name;
    }
}
