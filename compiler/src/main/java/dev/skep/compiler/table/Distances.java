package dev.skep.compiler.table;

/** Unsigned numbers in as few bytes each as the widest needs; so many that any index can be masked to be within. */
@SuppressWarnings("ArrayRecordComponent") // a program reads them as they are
sealed interface Distances {
    /** The number at an index, of which the bits that are outside are left out. */
    long at(int index);

    /** How much memory they take. */
    long bytes();

    /**
     * Keeps numbers.
     *
     * @param numbers a power of two of them, or none
     * @param bits how many bits of each may be set, below 64
     */
    static Distances of(long[] numbers, int bits) {
        if (bits <= Byte.SIZE) {
            byte[] bytes = new byte[numbers.length];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) numbers[i];
            return new OfBytes(bytes);
        }
        if (bits <= Character.SIZE) {
            char[] chars = new char[numbers.length];
            for (int i = 0; i < chars.length; i++) chars[i] = (char) numbers[i];
            return new OfChars(chars);
        }
        if (bits <= Integer.SIZE) {
            int[] ints = new int[numbers.length];
            for (int i = 0; i < ints.length; i++) ints[i] = (int) numbers[i];
            return new OfInts(ints);
        }
        return new OfLongs(numbers);
    }

    /** Of up to 8 bits. */
    record OfBytes(byte[] numbers) implements Distances {
        @Override
        public long at(int index) {
            return Byte.toUnsignedLong(numbers[index & (numbers.length - 1)]);
        }

        @Override
        public long bytes() {
            return numbers.length;
        }
    }

    /** Of up to 16 bits. */
    record OfChars(char[] numbers) implements Distances {
        @Override
        public long at(int index) {
            return numbers[index & (numbers.length - 1)];
        }

        @Override
        public long bytes() {
            return numbers.length * (long) Character.BYTES;
        }
    }

    /** Of up to 32 bits. */
    record OfInts(int[] numbers) implements Distances {
        @Override
        public long at(int index) {
            return Integer.toUnsignedLong(numbers[index & (numbers.length - 1)]);
        }

        @Override
        public long bytes() {
            return numbers.length * (long) Integer.BYTES;
        }
    }

    /** Of up to 63 bits. */
    record OfLongs(long[] numbers) implements Distances {
        @Override
        public long at(int index) {
            return numbers[index & (numbers.length - 1)];
        }

        @Override
        public long bytes() {
            return numbers.length * (long) Long.BYTES;
        }
    }
}
