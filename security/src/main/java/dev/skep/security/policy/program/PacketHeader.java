package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * Something of a packet that depends on its IP version.
 *
 * @param network address of its IP header
 * @param part what of it
 */
public record PacketHeader(NumberReader network, Part part) implements NumberReader {
    /** What of a packet. */
    public enum Part {
        /** {@code AF_INET}, {@code AF_INET6}, or 0. */
        FAMILY,
        /** {@code IPPROTO_} of what follows the IP header. */
        PROTOCOL,
        /** The first port of what follows, of TCP and UDP. */
        SOURCE_PORT,
        /** The second port. */
        DESTINATION_PORT
    }

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IP6_HEADER = 40;

    @Override
    public long read(HookContext context) {
        long address = network.read(context);
        UntypedStruct header = Memory.atKernel(address, UntypedStruct.class);
        int first = (int) header.number(0, 1, false);
        int version = first >>> 4;
        if (version != 4 && version != 6) {
            return 0;
        }
        if (part == Part.FAMILY) {
            return version == 4 ? AF_INET : AF_INET6;
        }
        long protocol = version == 4 ? header.number(9, 1, false) : header.number(6, 1, false);
        if (part == Part.PROTOCOL) {
            return protocol;
        }
        if (protocol != TCP && protocol != UDP) {
            return 0;
        }
        int length = version == 4 ? (first & 0xf) * Integer.BYTES : IP6_HEADER;
        UntypedStruct transport = Memory.atKernel(address + length, UntypedStruct.class);
        long port = transport.number(part == Part.SOURCE_PORT ? 0 : Short.BYTES, Short.BYTES, false);
        return MemoryNumber.swapped(port, Short.BYTES);
    }

    @Override
    public int cost() {
        return network.cost() + 3 * Cost.PROBE;
    }

    @Override
    public String toString() {
        return part.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " of the packet";
    }
}
