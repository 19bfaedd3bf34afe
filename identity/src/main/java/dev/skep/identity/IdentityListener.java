package dev.skep.identity;

/**
 * Hears of control groups as they come, become better known, and go. Called by one thread at a time, in order; must be quick, because
 * the next group waits for it.
 */
public interface IdentityListener {
    /** A group is known now, or better than before: a container got its name, a pod its labels. */
    void known(Identity identity);

    /** A group is gone. {@link Identities#of} still knows it for a while. */
    void ended(Identity identity);
}
