package dev.skep.compiler.internal.backend;

import java.util.Arrays;

/** A growing list of numbers, also used as a stack. */
final class IntList {
    private int[] items = new int[4];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int at(int index) {
        return items[index];
    }

    void add(int item) {
        if (size == items.length) items = Arrays.copyOf(items, size * 2);
        items[size++] = item;
    }

    int removeLast() {
        return items[--size];
    }

    /** Removes the item at {@code index}; the last takes its place. */
    void removeAt(int index) {
        items[index] = items[--size];
    }
}
