package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** Which of several rules a packet matches first. Rules have numbers from 1. */
public sealed interface Decision permits Verdict, Guard, Sequence, Dispatch {
    /** No rule. */
    int NONE = 0;

    /** The number of the rule, or {@link #NONE}. */
    int decide(XdpContext packet);
}
