package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;
import java.util.List;

/**
 * One number decides where to go on: it is read once for many rules.
 *
 * @param cases with different values
 */
public record Dispatch(Quantity quantity, List<Case> cases) implements Decision {
    /** Where to go on with a value. */
    public record Case(long value, Decision then) {}

    /** Copies the list. */
    public Dispatch {
        cases = List.copyOf(cases);
    }

    @Override
    public int decide(XdpContext packet) {
        long value = quantity.of(packet);
        if (value == Quantity.CUT) {
            return NONE;
        }
        for (Case one : cases) {
            if (value == one.value()) {
                return one.then().decide(packet);
            }
        }
        return NONE;
    }
}
