package dev.skep.security.policy.plan;

import dev.skep.compiler.table.Prefix;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.hook.Condition;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.RateLimit;
import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.program.TextTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A selector of a policy at one hook of the kernel.
 *
 * @param origin where it comes from
 * @param serving how its hook is served
 * @param numbers conditions on numbers, all of which have to hold
 * @param addresses conditions on addresses
 * @param texts conditions on texts
 * @param arguments what its events tell
 * @param data what they tell beyond the arguments
 * @param sockets sockets among the arguments
 * @param actions what it does
 * @param result what it does when the function returns; empty unless the policy asks for the result
 */
record RulePlan(
        RuleOrigin origin,
        Serving serving,
        List<Condition> numbers,
        List<AddressCondition> addresses,
        List<TextCondition> texts,
        List<Labelled> arguments,
        List<Labelled> data,
        List<StructReader> sockets,
        ActionPlan actions,
        Optional<ReturnPlan> result) {
    /** Copies. */
    RulePlan {
        numbers = List.copyOf(numbers);
        addresses = List.copyOf(addresses);
        texts = List.copyOf(texts);
        arguments = List.copyOf(arguments);
        data = List.copyOf(data);
        sockets = List.copyOf(sockets);
    }

    /** Whether both are selectors of one hook of one policy, served in the same way. */
    boolean isOfSameHookAs(RulePlan other) {
        return origin.isOfSameHookAs(other.origin) && serving.equals(other.serving);
    }

    /** The same at another hook that is {@linkplain Serving#likeness like} its own. */
    RulePlan at(Serving other) {
        return new RulePlan(origin, other, numbers, addresses, texts, arguments, data, sockets, actions, result);
    }

    /** Whether it is known that nothing at its hook matches it: the hook is one of several that serve another, and this rule is about the others. */
    boolean neverMatches() {
        return Stream.concat(serving.conditions().stream(), numbers.stream()).anyMatch(Condition::neverHolds);
    }

    /** Whether its record is sent when the function returns, or the hash of its file is known. */
    boolean waits() {
        return wantsHash()
                || (result.isPresent()
                        && serving.returns().flatMap(Serving.Return::hook).isPresent());
    }

    /** How often the same is sent: as its actions at the return say, or else those at the entry. */
    Optional<RateLimit> rateLimit() {
        return result.flatMap(then -> then.actions().post())
                .flatMap(Action.Post::rateLimit)
                .or(() -> actions.post().flatMap(Action.Post::rateLimit));
    }

    /** Whether its events tell the hash of the file. */
    boolean wantsHash() {
        return tells() && actions.post().filter(Action.Post::imageHash).isPresent();
    }

    /** What it does where its hook is reached: all that it does, if the result is known there. */
    ActionPlan actionsAtEntry() {
        return waits()
                ? actions
                : result.map(then -> actions.and(then.actions())).orElse(actions);
    }

    /** Whether it sends a record, at once or later. */
    boolean tells() {
        return actions.posts() && result.map(then -> then.actions().posts()).orElse(true);
    }

    /**
     * What is done when the function returns.
     *
     * @param argument the result
     * @param conditions what it has to be
     * @param actions what is done then
     */
    record ReturnPlan(Labelled argument, List<Condition> conditions, ActionPlan actions) {
        /** Copies. */
        ReturnPlan {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A condition on an address.
     *
     * @param address the address
     * @param networks networks that it has to be in, or not
     * @param inside whether it has to be in one
     */
    record AddressCondition(AddressReader address, List<Prefix> networks, boolean inside) {
        /** Copies. */
        AddressCondition {
            networks = List.copyOf(networks);
        }

        /** All of the networks, as people write them. */
        String text() {
            return networks.stream().map(AddressCondition::text).collect(Collectors.joining(", "));
        }

        private static String text(Prefix network) {
            Endpoint address = network.version4()
                    ? new Endpoint(0, Integer.toUnsignedLong(network.ipv4()), false, 0)
                    : new Endpoint(network.high(), network.low(), true, 0);
            return address.address() + "/" + network.bits();
        }
    }

    /**
     * A condition on a text.
     *
     * @param argument the text
     * @param test what it has to be
     */
    record TextCondition(ArgumentCode.Growing argument, TextTest test) {}

    /**
     * An argument and what the policy calls it.
     *
     * @param label its name
     * @param code how it is written; empty of one that is not shown
     */
    record Labelled(String label, Optional<ArgumentCode> code) {}
}
