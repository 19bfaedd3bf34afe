package dev.skep.security.policy.model;

/**
 * What a binary has to be.
 *
 * @param algorithm how the digest is made
 * @param hex the digest, in lower-case hexadecimal digits
 * @param place where it stands
 */
public record Digest(Algorithm algorithm, String hex, Place place) {
    /** How a digest is made. */
    public enum Algorithm {
        /** SHA-1 of the file. */
        SHA1("sha1"),
        /** SHA-256 of the file. */
        SHA256("sha256"),
        /** SHA-384 of the file. */
        SHA384("sha384"),
        /** SHA-512 of the file. */
        SHA512("sha512"),
        /** The ELF note {@code .note.gnu.build-id}. */
        BUILD_ID("build-id");

        private final String tetragonName;

        Algorithm(String tetragonName) {
            this.tetragonName = tetragonName;
        }

        /** As policies write it. */
        public String tetragonName() {
            return tetragonName;
        }
    }
}
