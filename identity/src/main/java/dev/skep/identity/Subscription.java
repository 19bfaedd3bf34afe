package dev.skep.identity;

/** Ends when it is closed. */
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
