package dev.skep.compiler.internal.eval.runtime;

/** {@link java.util.Arrays} for keys that are known only at run time. */
public final class ArraysCode {
    private ArraysCode() {}

    public static FixedList asList(Object[] items) {
        return new FixedList(items);
    }

    public static int binarySearch(int[] sorted, int key) {
        int i = 0;
        while (i < sorted.length && sorted[i] < key) i++;
        return i < sorted.length && sorted[i] == key ? i : -(i + 1);
    }

    public static int binarySearch(long[] sorted, long key) {
        int i = 0;
        while (i < sorted.length && sorted[i] < key) i++;
        return i < sorted.length && sorted[i] == key ? i : -(i + 1);
    }
}
