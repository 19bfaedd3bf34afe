package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;
import dev.skep.compiler.table.PrefixSet;

/**
 * Passed when an address lies in one of many networks.
 *
 * @param offset bytes from the packet's start to the address
 * @param version6 whether it has 16 bytes, and not 4
 */
public record InNetworks(int offset, boolean version6, PrefixSet networks) implements Match {
    @Override
    public int test(XdpContext packet) {
        long first = Width.WORD.read(packet, offset);
        if (first == Quantity.CUT) {
            return CUT;
        }
        if (!version6) {
            return networks.contains((int) first) ? YES : NO;
        }
        long second = Width.WORD.read(packet, offset + 4);
        long third = Width.WORD.read(packet, offset + 8);
        long fourth = Width.WORD.read(packet, offset + 12);
        if (second == Quantity.CUT || third == Quantity.CUT || fourth == Quantity.CUT) {
            return CUT;
        }
        return networks.contains(first << 32 | second, third << 32 | fourth) ? YES : NO;
    }
}
