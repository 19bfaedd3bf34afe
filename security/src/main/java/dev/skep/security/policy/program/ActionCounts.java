package dev.skep.security.policy.program;

import dev.skep.bpf.memory.AtomicAdd;
import dev.skep.bpf.memory.Struct;

/** The number of one rule, and what it did, counted by each processor for itself. */
public interface ActionCounts extends Struct {
    /** The number that user space knows the rule by. Here, and not in the code, so that rules that are alike have the same code. */
    int number();

    /** Sets it. */
    void number(int number);

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
