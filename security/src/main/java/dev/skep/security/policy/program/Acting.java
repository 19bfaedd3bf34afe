package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Helpers;
import java.util.List;

/**
 * What rules do besides telling.
 *
 * @param signals signals that they send
 * @param overrides results that they let the hook return
 */
public record Acting(List<Signalling> signals, List<Overriding> overrides) {
    /** Nothing. */
    public static final Acting NOTHING = new Acting(List.of(), List.of());

    /** Copies. */
    public Acting {
        signals = List.copyOf(signals);
        overrides = List.copyOf(overrides);
    }

    /** Does it, and notes in the record how it went; gives the program's result. Kernel only. */
    int act(Candidates left, PolicyRecord record) {
        record.sent(PolicyRecord.NOT_TRIED);
        record.overridden(PolicyRecord.NOT_TRIED);
        for (Signalling signalling : signals) {
            if (left.has(signalling.users())) {
                record.sent(Helpers.sendSignal(signalling.signal()));
            }
        }
        for (Overriding overriding : overrides) {
            if (left.has(overriding.users())) {
                record.overridden(0);
                return overriding.error();
            }
        }
        return 0;
    }
}
