package dev.skep.agent.policy;

/**
 * Where a policy comes from.
 *
 * @param domain its domain, as clients name it: {@code grpc}, {@code static}, {@code k8s}, or another that a client made up
 * @param where the place, for people: a file, or a resource; empty of what clients brought
 */
public record PolicyOrigin(String domain, String where) {
    /** The domain of what clients bring. */
    public static final String GRPC = "grpc";
    /** The domain of files. */
    public static final String FILES = "static";
    /** The domain of resources. */
    public static final String KUBERNETES = "k8s";

    /** A client brought it. */
    public static PolicyOrigin client(String domain) {
        return new PolicyOrigin(domain.isEmpty() ? GRPC : domain, "");
    }

    /** It is in a file. */
    public static PolicyOrigin file(String path) {
        return new PolicyOrigin(FILES, path);
    }

    /** It is a resource. */
    public static PolicyOrigin resource(String path) {
        return new PolicyOrigin(KUBERNETES, path);
    }

    @Override
    public String toString() {
        return where.isEmpty() ? "a client (domain " + domain + ")" : where;
    }
}
