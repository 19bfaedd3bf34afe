package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Argument;
import java.util.List;
import java.util.Optional;

/**
 * What selectors and actions of a hook can speak of.
 *
 * @param kind the kind of hook
 * @param lsmHook the name of a hook of the LSM; empty of others
 * @param arguments its arguments
 * @param data its data
 * @param returnArgument its return value
 * @param enforcers whether the policy has enforcers
 */
record HookScope(
        Kind kind,
        String lsmHook,
        List<Argument> arguments,
        List<Argument> data,
        Optional<Argument> returnArgument,
        boolean enforcers) {
    /** The kinds of hooks, as messages call them. */
    enum Kind {
        KPROBE("a kprobe"),
        FENTRY("an fentry"),
        TRACEPOINT("a tracepoint"),
        UPROBE("a uprobe"),
        USDT("a usdt"),
        LSM("an lsmhook");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
