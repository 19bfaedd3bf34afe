package dev.skep.security.policy.program;

/** A number that is calculated of others, as an expression of a policy says; true is 1. Numbers of 32 bits are extended as their type says. */
public sealed interface Calculated extends NumberReader {
    /** What numbers are. */
    enum Kind {
        /** 32 bits, signed. */
        INT32,
        /** 32 bits, unsigned. */
        UINT32,
        /** 64 bits, signed. */
        INT64,
        /** 64 bits, unsigned. */
        UINT64;

        long cut(long value) {
            return switch (this) {
                case INT32 -> (int) value;
                case UINT32 -> value & 0xffff_ffffL;
                case INT64, UINT64 -> value;
            };
        }

        boolean unsigned() {
            return this == UINT32 || this == UINT64;
        }
    }

    /** What is done with two numbers. */
    enum Operation {
        /** Both are not 0. */
        AND,
        /** One is not 0. */
        OR,
        /** Equal. */
        EQUAL,
        /** Less. */
        LESS,
        /** Less, or equal. */
        LESS_OR_EQUAL,
        /** The sum. */
        ADD,
        /** The difference. */
        SUBTRACT,
        /** Bits of both. */
        BIT_AND,
        /** Bits of one or both. */
        BIT_OR,
        /** Bits of one. */
        BIT_XOR
    }

    /**
     * Of two numbers.
     *
     * @param operation how
     * @param left the first
     * @param right the second
     * @param kind what they are
     */
    record Two(Operation operation, NumberReader left, NumberReader right, Kind kind) implements Calculated {
        @Override
        public long read(HookContext context) {
            long first = left.read(context);
            if (operation == Operation.AND) {
                return first == 0 ? 0 : right.read(context);
            }
            if (operation == Operation.OR) {
                return first != 0 ? 1 : right.read(context);
            }
            long second = right.read(context);
            return switch (operation) {
                case EQUAL -> first == second ? 1 : 0;
                case LESS -> less(first, second) ? 1 : 0;
                case LESS_OR_EQUAL -> less(second, first) ? 0 : 1;
                case ADD -> kind.cut(first + second);
                case SUBTRACT -> kind.cut(first - second);
                case BIT_AND -> first & second;
                case BIT_OR -> first | second;
                default -> first ^ second;
            };
        }

        private boolean less(long first, long second) {
            return kind.unsigned() ? Long.compareUnsigned(first, second) < 0 : first < second;
        }

        @Override
        public int cost() {
            return left.cost() + right.cost();
        }

        @Override
        public String toString() {
            return "(" + left + " " + operation.name().toLowerCase(java.util.Locale.ROOT) + " " + right + ")";
        }
    }

    /**
     * Of one number: whether it is 0.
     *
     * @param number the number
     */
    record Zero(NumberReader number) implements Calculated {
        @Override
        public long read(HookContext context) {
            return number.read(context) == 0 ? 1 : 0;
        }

        @Override
        public int cost() {
            return number.cost();
        }

        @Override
        public String toString() {
            return "not " + number;
        }
    }

    /**
     * Of one number: all bits the other way.
     *
     * @param number the number
     * @param kind what it is
     */
    record Inverted(NumberReader number, Kind kind) implements Calculated {
        @Override
        public long read(HookContext context) {
            return kind.cut(~number.read(context));
        }

        @Override
        public int cost() {
            return number.cost();
        }

        @Override
        public String toString() {
            return "~" + number;
        }
    }

    /**
     * The lowest bits of a number.
     *
     * @param number the number
     * @param kind what it becomes
     */
    record Cut(NumberReader number, Kind kind) implements Calculated {
        @Override
        public long read(HookContext context) {
            return kind.cut(number.read(context));
        }

        @Override
        public int cost() {
            return number.cost();
        }

        @Override
        public String toString() {
            return number.toString();
        }
    }
}
