package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;
import java.util.List;

/**
 * Passed when every part is, tested in their order.
 *
 * @param parts at least one
 */
public record All(List<Match> parts) implements Match {
    /** Copies the list. */
    public All {
        parts = List.copyOf(parts);
    }

    @Override
    public int test(XdpContext packet) {
        for (Match part : parts) {
            int result = part.test(packet);
            if (result != YES) {
                return result;
            }
        }
        return YES;
    }
}
