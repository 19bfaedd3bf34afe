package dev.skep.drop.fuzz;

import dev.skep.drop.fuzz.Expression.Plain;
import java.util.List;
import java.util.SplittableRandom;

/** What is asked of a frame as a whole, and of its Ethernet header. */
final class Frames {
    private static final long EVERYONE = 0xffff_ffff_ffffL;
    private static final long STATION = 0x0001_0203_0405L;

    private Frames() {}

    static Expression any(SplittableRandom random) {
        int length = random.nextInt(14, 160);
        List<Expression> all = List.of(
                new Plain("less " + length, (frame, tags) -> frame.length() <= length),
                new Plain("greater " + length, (frame, tags) -> frame.length() >= length),
                new Plain("len != " + length, (frame, tags) -> frame.length() != length),
                new Plain("ether host 00:01:02:03:04:05", (frame, tags) -> to(frame, STATION) || from(frame, STATION)),
                new Plain("ether src 0:1:2:3:4:5", (frame, tags) -> from(frame, STATION)),
                new Plain("broadcast", (frame, tags) -> to(frame, EVERYONE)),
                new Plain("ether multicast", (frame, tags) -> frame.read(0, 1) % 2 == 1),
                new Plain(
                        "ip multicast",
                        (frame, tags) -> frame.isIpv4(tags) && frame.read(Frame.network(tags) + 16L, 1) >= 0xe0),
                new Plain(
                        "ip6 multicast",
                        (frame, tags) -> frame.isIpv6(tags) && frame.read(Frame.network(tags) + 24L, 1) == 0xff));
        return all.get(random.nextInt(all.size()));
    }

    private static boolean to(Frame frame, long station) throws Frame.Cut {
        return frame.read(0, 2) << 32 == (station & 0xffff_0000_0000L) && frame.read(2, 4) == (station & 0xffff_ffffL);
    }

    private static boolean from(Frame frame, long station) throws Frame.Cut {
        return frame.read(6, 2) << 32 == (station & 0xffff_0000_0000L) && frame.read(8, 4) == (station & 0xffff_ffffL);
    }
}
