package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** A decision for packets that pass a test. */
public record Guard(Match test, Decision then) implements Decision {
    @Override
    public int decide(XdpContext packet) {
        return test.test(packet) == Match.YES ? then.decide(packet) : NONE;
    }
}
