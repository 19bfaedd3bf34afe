package dev.skep.drop.live;

/**
 * What was counted.
 *
 * @param packets how many
 * @param bytes how long they were together
 */
public record Count(long packets, long bytes) {
    /** Both together. */
    public Count plus(Count other) {
        return new Count(packets + other.packets, bytes + other.bytes);
    }
}
