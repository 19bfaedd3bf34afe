package dev.skep.bpf.usdt;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a library by hand: one segment, notes about probes in it, the section that the notes' addresses count from. */
final class SampleNotes {
    static final long BASE = 0x1000;
    static final int CODE_OFFSET = 0x40 + 56;
    static final long STAPSDT_BASE = 0x1080;
    /** Where the notes begin in the file. */
    static final int NOTES_OFFSET = CODE_OFFSET + 0x100;

    private static final String[] SECTIONS = {"", ".note.stapsdt", ".stapsdt.base", ".shstrtab"};
    private static final int[] TYPES = {0, 7, 1, 3};

    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private int machine = 62;

    SampleNotes machine(int number) {
        machine = number;
        return this;
    }

    /** A probe whose note says that the base was at {@code base} when its addresses were written. */
    SampleNotes probe(String name, long address, long base, long semaphore, String arguments) {
        byte[] strings = ("sample\0" + name + "\0" + arguments + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] description = new byte[24 + strings.length];
        over(description).putLong(address).putLong(base).putLong(semaphore).put(strings);
        return note("stapsdt\0", 3, description);
    }

    SampleNotes note(String owner, int type, byte[] description) {
        byte[] name = owner.getBytes(StandardCharsets.UTF_8);
        int start = 12 + padded(name.length);
        byte[] note = new byte[start + padded(description.length)];
        over(note)
                .putInt(name.length)
                .putInt(description.length)
                .putInt(type)
                .put(name)
                .position(start)
                .put(description);
        notes.writeBytes(note);
        return this;
    }

    /** Bytes that are no whole note. */
    SampleNotes rest(int count) {
        notes.writeBytes(new byte[count]);
        return this;
    }

    int notesLength() {
        return notes.size();
    }

    byte[] toBytes() {
        byte[] names = (String.join("\0", SECTIONS) + "\0").getBytes(StandardCharsets.UTF_8);
        int namesAt = NOTES_OFFSET + notes.size();
        int table = namesAt + names.length;
        byte[] bytes = new byte[table + SECTIONS.length * 64];
        ByteBuffer file = over(bytes);
        file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
        file.putShort((short) 3).putShort((short) machine).putInt(1).putLong(0).putLong(64);
        file.putLong(table).putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
        file.putShort((short) 64).putShort((short) SECTIONS.length).putShort((short) 3);
        file.putInt(1).putInt(5).putLong(CODE_OFFSET).putLong(BASE).putLong(BASE);
        file.putLong(0x100).putLong(0x100).putLong(1);
        file.put(NOTES_OFFSET, notes.toByteArray()).put(namesAt, names);
        long[] addresses = {0, 0, STAPSDT_BASE, 0};
        int[] offsets = {0, NOTES_OFFSET, CODE_OFFSET + 0x80, namesAt};
        int[] sizes = {0, notes.size(), 1, names.length};
        int name = 0;
        for (int i = 0; i < SECTIONS.length; i++) {
            file.position(table + i * 64);
            file.putInt(name)
                    .putInt(TYPES[i])
                    .putLong(0)
                    .putLong(addresses[i])
                    .putLong(offsets[i])
                    .putLong(sizes[i]);
            name += SECTIONS[i].length() + 1;
        }
        return bytes;
    }

    private static int padded(int length) {
        return (length + 3) & -4;
    }

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
