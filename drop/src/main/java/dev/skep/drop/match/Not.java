package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** Passed when the part is not. */
public record Not(Match part) implements Match {
    @Override
    public int test(XdpContext packet) {
        int result = part.test(packet);
        if (result == CUT) {
            return CUT;
        }
        return result == YES ? NO : YES;
    }
}
