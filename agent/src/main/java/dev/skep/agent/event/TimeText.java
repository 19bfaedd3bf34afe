package dev.skep.agent.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as protobuf's JSON has them: UTC, with none, three, six or nine digits of a second. The last second is kept. Not safe for several threads. */
final class TimeText {
    private static final int MILLI = 1_000_000;
    private static final int MICRO = 1_000;

    private final JsonBytes date = new JsonBytes(32);
    private long second = Long.MIN_VALUE;
    private byte[] known = {};

    void add(Instant time, JsonBytes json) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            known = format(second);
        }
        json.add('"');
        json.add(known);
        int nanos = time.getNano();
        if (nanos != 0) {
            json.add('.');
            if (nanos % MILLI == 0) {
                json.digits(nanos / MILLI, 3);
            } else if (nanos % MICRO == 0) {
                json.digits(nanos / MICRO, 6);
            } else {
                json.digits(nanos, 9);
            }
        }
        json.add('Z');
        json.add('"');
    }

    private byte[] format(long epochSecond) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
        date.cut(0);
        date.digits(time.getYear(), 4);
        part('-', time.getMonthValue());
        part('-', time.getDayOfMonth());
        part('T', time.getHour());
        part(':', time.getMinute());
        part(':', time.getSecond());
        return date.toArray();
    }

    private void part(char separator, int value) {
        date.add(separator);
        date.digits(value, 2);
    }
}
