package dev.skep.security.policy.program;

import dev.skep.bpf.memory.AtomicAdd;
import dev.skep.bpf.memory.Struct;

/** What one rule did, counted by each processor for itself. */
public interface ActionCounts extends Struct {
    /** Records sent. */
    long posts();

    /** Counts one. */
    @AtomicAdd("posts")
    void addPosts(long by);

    /** Times that it matched. */
    long matches();

    /** Counts one. */
    @AtomicAdd("matches")
    void addMatches(long by);

    /** Records held back by a rate limit. */
    long limited();

    /** Counts one. */
    @AtomicAdd("limited")
    void addLimited(long by);
}
