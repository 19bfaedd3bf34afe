package dev.skep.identity;

/**
 * What a container was made from. Texts are empty where they are not known.
 *
 * @param id the digest with its name or algorithm: {@code docker.io/library/nginx@sha256:...}
 * @param name as the user gave it: {@code docker.io/library/nginx:1.29}
 */
public record Image(String id, String name) {
    /** Nothing is known of the image. */
    public static final Image UNKNOWN = new Image("", "");
}
