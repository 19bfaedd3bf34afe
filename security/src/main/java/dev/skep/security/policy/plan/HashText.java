package dev.skep.security.policy.plan;

import dev.skep.bpf.memory.Bytes;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Words for a hash of IMA. */
final class HashText {
    /**
     * The algorithms in the order of {@code enum hash_algo} of include/uapi/linux/hash_info.h, with the names and lengths of
     * crypto/hash_info.c (v6.18).
     */
    private static final List<Algorithm> ALGORITHMS = List.of(
            new Algorithm("md4", 16),
            new Algorithm("md5", 16),
            new Algorithm("sha1", 20),
            new Algorithm("rmd160", 20),
            new Algorithm("sha256", 32),
            new Algorithm("sha384", 48),
            new Algorithm("sha512", 64),
            new Algorithm("sha224", 28),
            new Algorithm("rmd128", 16),
            new Algorithm("rmd256", 32),
            new Algorithm("rmd320", 40),
            new Algorithm("wp256", 32),
            new Algorithm("wp384", 48),
            new Algorithm("wp512", 64),
            new Algorithm("tgr128", 16),
            new Algorithm("tgr160", 20),
            new Algorithm("tgr192", 24),
            new Algorithm("sm3", 32),
            new Algorithm("streebog256", 32),
            new Algorithm("streebog512", 64),
            new Algorithm("sha3-256", 32),
            new Algorithm("sha3-384", 48),
            new Algorithm("sha3-512", 64));

    private HashText() {}

    private record Algorithm(String name, int bytes) {}

    /** The algorithm's name, a colon and the digest at {@code at}, where its number is first; empty if there is none. */
    static Optional<String> of(Bytes data, int at) {
        long number = data.u64(at);
        if (number < 0 || number >= ALGORITHMS.size()) {
            return Optional.empty();
        }
        Algorithm algorithm = ALGORITHMS.get((int) number);
        byte[] digest = new byte[algorithm.bytes()];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) data.u8(at + Long.BYTES + i);
        }
        return Optional.of(algorithm.name() + ":" + HexFormat.of().formatHex(digest));
    }
}
