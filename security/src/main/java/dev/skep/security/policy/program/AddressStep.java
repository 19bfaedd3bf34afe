package dev.skep.security.policy.program;

import dev.skep.compiler.table.PrefixSet;
import java.util.List;

/**
 * Reads an address of the Internet.
 *
 * @param address where it is
 * @param users the rules of all conditions
 * @param conditions networks that it has to be in, or not
 */
public record AddressStep(AddressReader address, RuleSet users, List<Condition> conditions) implements Step {
    /**
     * A condition of some rules.
     *
     * @param networks the networks
     * @param text the networks, for people
     * @param inside whether the address has to be in one
     * @param users the rules
     */
    public record Condition(PrefixSet networks, String text, boolean inside, RuleSet users) {
        /** The text tells all of the networks. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Condition condition
                    && text.equals(condition.text)
                    && inside == condition.inside
                    && users.equals(condition.users);
        }

        @Override
        public int hashCode() {
            return 31 * text.hashCode() + users.hashCode();
        }
    }

    /** Copies. */
    public AddressStep {
        conditions = List.copyOf(conditions);
    }

    @Override
    public boolean run(HookContext context, Candidates left) {
        long family = address.family().read(context);
        if (family == AddressReader.AF_INET) {
            int ip4 = (int) address.ip4().read(context);
            for (Condition condition : conditions) {
                if (condition.networks().contains(ip4) != condition.inside() && !left.goOnWithout(condition.users())) {
                    return false;
                }
            }
        } else if (family == AddressReader.AF_INET6) {
            long high = address.high().read(context);
            long low = address.low().read(context);
            for (Condition condition : conditions) {
                if (condition.networks().contains(high, low) != condition.inside()
                        && !left.goOnWithout(condition.users())) {
                    return false;
                }
            }
        } else {
            return left.goOnWithout(users);
        }
        return true;
    }

    @Override
    public int cost() {
        return address.family().cost() + address.high().cost();
    }

    @Override
    public String toString() {
        return address + " "
                + String.join(
                        "; ",
                        conditions.stream()
                                .map(condition -> (condition.inside() ? "in " : "not in ") + condition.text())
                                .distinct()
                                .toList());
    }
}
