package dev.skep.security.policy.read;

import dev.skep.security.policy.model.MatchValue;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Reads numbers and ranges of them, {@code FIRST:LAST}. Of signed ones, what is greater than the greatest but fits their bits is meant as
 * those bits: many fields that policies take for an int are unsigned in the kernel. Of unsigned ones, where that is allowed, what is less
 * than zero is meant as its bits: results that are errors are -4095 to -1 in whatever type they are kept.
 *
 * @param value the value
 * @param what what a number is called in messages, such as {@code port}
 * @param bytes the size of the numbers
 * @param unsigned whether they are unsigned
 * @param negatives whether unsigned ones may be written as numbers less than zero
 */
record RangeReader(Element value, String what, int bytes, boolean unsigned, boolean negatives) {
    /** One number. */
    List<MatchValue> single() {
        return allowed(NumberText.parse(value.text()), value.text())
                .map(number -> range(number, number))
                .orElse(List.of());
    }

    /** A range, where octal numbers begin with 0; the first may not be greater. */
    List<MatchValue> rangeOnly() {
        String[] ends = value.text().split(":", -1);
        if (ends.length != 2) {
            return noRange();
        }
        Optional<BigInteger> first = allowed(NumberText.parse(ends[0]), ends[0]);
        Optional<BigInteger> last = allowed(NumberText.parse(ends[1]), ends[1]);
        if (first.isEmpty() || last.isEmpty()) {
            return List.of();
        }
        if (first.get().compareTo(last.get()) > 0) {
            value.wrong("'" + Element.shown(value.text()) + "' has nothing in it: the first is greater than the last");
            return List.of();
        }
        return range(first.get(), last.get());
    }

    /** A number or a range, where zeros at the beginning mean nothing; ends may come in either order. */
    List<MatchValue> decimal() {
        String[] ends = value.text().split(":", -1);
        if (ends.length > 2) {
            return noRange();
        }
        String end = ends[ends.length - 1];
        Optional<BigInteger> first = allowed(NumberText.parseDecimal(ends[0]), ends[0]);
        Optional<BigInteger> last = allowed(NumberText.parseDecimal(end), end);
        return first.isEmpty() || last.isEmpty()
                ? List.of()
                : range(first.get().min(last.get()), first.get().max(last.get()));
    }

    private List<MatchValue> noRange() {
        value.wrong("'" + Element.shown(value.text()) + "' is no range: FIRST:LAST, such as 1:5");
        return List.of();
    }

    private Optional<BigInteger> allowed(Optional<BigInteger> number, String text) {
        BigInteger least = NumberText.least(bytes, unsigned && !negatives);
        if (number.isPresent() && NumberText.isBetween(number.get(), least, NumberText.most(bytes, true))) {
            return number;
        }
        value.wrong("'" + Element.shown(text) + "' is no " + what + ": a number from " + least + " to "
                + NumberText.most(bytes, unsigned) + " (0x hexadecimal, 0o octal)");
        return Optional.empty();
    }

    private List<MatchValue> range(BigInteger first, BigInteger last) {
        BigInteger most = NumberText.most(bytes, unsigned);
        BigInteger all = BigInteger.ONE.shiftLeft(bytes * Byte.SIZE);
        if (unsigned && first.signum() < 0) {
            if (last.signum() >= 0) {
                value.wrong("'" + Element.shown(value.text()) + "' is no range of " + what
                        + ", which is unsigned: it begins below zero and ends above");
                return List.of();
            }
            return List.of(signed(first.add(all), last.add(all)));
        }
        if (last.compareTo(most) <= 0) {
            return List.of(signed(first, last));
        }
        BigInteger past = most.add(BigInteger.ONE);
        if (first.signum() < 0) {
            value.wrong("'" + Element.shown(value.text()) + "' is no range of " + what + ": its last is greater than "
                    + most);
            return List.of();
        }
        if (first.compareTo(most) > 0) {
            return List.of(signed(first.subtract(all), last.subtract(all)));
        }
        return List.of(signed(first, most), signed(past.subtract(all), last.subtract(all)));
    }

    private MatchValue signed(BigInteger first, BigInteger last) {
        return new MatchValue.Range(first.longValue(), last.longValue(), unsigned, value.place());
    }
}
