package dev.skep.identity;

/**
 * A unit of systemd.
 *
 * @param name with its suffix: {@code ssh.service}, {@code session-3.scope}
 * @param uid the user whose systemd runs it, -1 for the system's
 */
public record Unit(String name, long uid) {
    /** The {@code uid} of units of the system. */
    public static final long SYSTEM = -1;
}
