package dev.skep.identity.source;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a source does.
 *
 * @param name what it is and where its other side is: {@code cri /run/containerd/containerd.sock}
 * @param connection whether its other side answers
 * @param since since when that is so
 * @param detail who answers, where that is known; may be empty
 * @param lastFailure what went wrong last, also if all is well again
 */
public record SourceState(
        String name, Connection connection, Instant since, String detail, Optional<Failure> lastFailure) {
    /** Whether the other side answers. */
    public enum Connection {
        /** Nobody has asked yet. */
        STARTING,
        /** There is no other side on this host. */
        ABSENT,
        /** It answers. */
        CONNECTED,
        /** It is there and does not answer as it should; it is asked again and again. */
        UNREACHABLE,
        /** Nobody asks any more. */
        CLOSED;

        /** In words. */
        public String text() {
            return this == ABSENT ? "not there" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something that went wrong. */
    public record Failure(String message, Instant time) {}
}
