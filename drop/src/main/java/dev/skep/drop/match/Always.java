package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** Passed by every packet, or by none. */
public record Always(boolean passed) implements Match {
    @Override
    public int test(XdpContext packet) {
        return passed ? YES : NO;
    }
}
