package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/**
 * The packet matches.
 *
 * @param rule the rule's number
 */
public record Verdict(int rule) implements Decision {
    @Override
    public int decide(XdpContext packet) {
        return rule;
    }
}
