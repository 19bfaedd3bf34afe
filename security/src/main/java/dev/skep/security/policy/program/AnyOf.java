package dev.skep.security.policy.program;

import java.util.List;

/**
 * 1 if one of several numbers is not 0.
 *
 * @param numbers the numbers
 */
public record AnyOf(List<NumberReader> numbers) implements NumberReader {
    /** Copies. */
    public AnyOf {
        numbers = List.copyOf(numbers);
    }

    @Override
    public long read(HookContext context) {
        for (NumberReader number : numbers) {
            if (number.read(context) != 0) {
                return 1;
            }
        }
        return 0;
    }

    @Override
    public int cost() {
        return numbers.stream().mapToInt(NumberReader::cost).sum();
    }

    @Override
    public String toString() {
        return String.join(" or ", numbers.stream().map(NumberReader::toString).toList());
    }
}
