package dev.skep.compiler.fuzz;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.fuzz.library.Cell;
import dev.skep.compiler.fuzz.library.Context;
import dev.skep.compiler.fuzz.library.World;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * All that a run finds: context, packet, fields of the program, content of the maps.
 *
 * @param data one number for each field, in the order of their types
 */
@SuppressWarnings("ArrayRecordComponent") // memory is arrays here, and Outcome compares their content
record Input(byte[] context, byte[] packet, long[] data, byte[][] array, TreeMap<Integer, byte[]> hash) {
    static final int CONTEXT_SIZE = Flyweight.of(Context.class).layout().size();
    static final int CELL_SIZE = Flyweight.of(Cell.class).layout().size();
    private static final int SHORTEST_PACKET = 14;
    private static final int PACKET_RANGE = 120;
    private static final int TYPES = 6;
    private static final int KEYS = 8;

    /** The input of one run of a seed, always the same. */
    static Input of(long seed, int run) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + run);
        byte[] context = bytes(random, CONTEXT_SIZE, run);
        byte[] packet = bytes(random, SHORTEST_PACKET + random.nextInt(PACKET_RANGE), run);
        long[] data = new long[TYPES];
        for (int i = 0; i < TYPES; i++) data[i] = random.nextLong() >> random.nextInt(64);
        byte[][] array = new byte[World.ARRAY_ENTRIES][];
        for (int i = 0; i < array.length; i++) array[i] = bytes(random, CELL_SIZE, run + i);
        TreeMap<Integer, byte[]> hash = new TreeMap<>();
        for (int key = 0; key < KEYS && hash.size() < World.HASH_ENTRIES; key++) {
            if (random.nextInt(3) != 0) hash.put(key, bytes(random, CELL_SIZE, run + key));
        }
        return new Input(context, packet, data, array, hash);
    }

    /** Anything, little of anything among zeros or ones, very small numbers. */
    private static byte[] bytes(SplittableRandom random, int size, int run) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            boolean any = random.nextInt(5) == 0;
            bytes[i] = switch (run % 4) {
                case 0 -> (byte) random.nextInt();
                case 1 -> (byte) (any ? random.nextInt() : 0);
                case 2 -> (byte) (any ? random.nextInt() : -1);
                default -> (byte) random.nextInt(4);
            };
        }
        return bytes;
    }

    /** All of it in hexadecimal. */
    String text() {
        HexFormat hex = HexFormat.of();
        StringBuilder text = new StringBuilder("context " + hex.formatHex(context) + ", packet " + hex.formatHex(packet)
                + ", fields " + Arrays.toString(data));
        for (int i = 0; i < array.length; i++) text.append(", array[" + i + "] " + hex.formatHex(array[i]));
        hash.forEach((key, value) -> text.append(", hash " + key + " -> " + hex.formatHex(value)));
        return text.toString();
    }

    /** A copy that may be changed. */
    Input copy() {
        byte[][] newArray = new byte[array.length][];
        for (int i = 0; i < array.length; i++) newArray[i] = array[i].clone();
        TreeMap<Integer, byte[]> newHash = new TreeMap<>();
        hash.forEach((key, value) -> newHash.put(key, value.clone()));
        return new Input(context.clone(), packet.clone(), data.clone(), newArray, newHash);
    }
}
