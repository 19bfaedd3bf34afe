package dev.skep.bpf.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a small library by hand: one segment, a table of dynamic symbols with versions. */
final class SampleElf {
    static final long BASE = 0x1000;
    static final int CODE_OFFSET = 0x40 + 56;

    private static final String[] SECTIONS = {"", ".dynsym", ".dynstr", ".gnu.version", ".shstrtab", ".bss"};
    private static final int[] TYPES = {0, ElfSection.DYNAMIC_SYMBOLS, 3, ElfSection.SYMBOL_VERSIONS, 3, 8};
    private static final int[] LINKS = {0, 2, 0, 1, 0, 0};

    private final List<byte[]> symbols = new ArrayList<>(List.of(new byte[24]));
    private final List<Integer> versions = new ArrayList<>(List.of(0));
    private final StringBuilder strings = new StringBuilder("\0");

    /** Adds a symbol; section 0 makes it undefined, version bit 0x8000 an old one. */
    SampleElf symbol(String name, int type, int binding, int section, long address, int version) {
        ByteBuffer symbol = bytes(24)
                .putInt(strings.length())
                .put((byte) (binding << 4 | type))
                .put((byte) 0);
        symbol.putShort((short) section).putLong(address).putLong(16);
        byte[] record = new byte[24];
        symbol.get(0, record);
        symbols.add(record);
        versions.add(version);
        strings.append(name).append('\0');
        return this;
    }

    byte[] toBytes() {
        ByteBuffer file = bytes(1 << 14);
        file.position(CODE_OFFSET + 0x100);
        int[] offsets = new int[SECTIONS.length];
        int[] sizes = new int[SECTIONS.length];
        offsets[1] = file.position();
        symbols.forEach(file::put);
        offsets[2] = file.position();
        file.put(strings.toString().getBytes(StandardCharsets.UTF_8));
        offsets[3] = file.position();
        versions.forEach(version -> file.putShort(version.shortValue()));
        offsets[4] = file.position();
        file.put(String.join("\0", SECTIONS).getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        offsets[5] = file.position();
        for (int i = 1; i < SECTIONS.length; i++) {
            sizes[i] = i + 1 < SECTIONS.length ? offsets[i + 1] - offsets[i] : 0x10_0000;
        }
        int table = file.position();
        int name = 0;
        for (int i = 0; i < SECTIONS.length; i++) {
            file.putInt(name)
                    .putInt(TYPES[i])
                    .putLong(0)
                    .putLong(0)
                    .putLong(offsets[i])
                    .putLong(sizes[i]);
            file.putInt(LINKS[i]).putInt(0).putLong(1).putLong(0);
            name += SECTIONS[i].length() + 1;
        }
        int end = file.position();
        file.position(0);
        file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
        file.putShort((short) 3)
                .putShort((short) 62)
                .putInt(1)
                .putLong(0)
                .putLong(64)
                .putLong(table)
                .putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) 1);
        file.putShort((short) 64).putShort((short) SECTIONS.length).putShort((short) 4);
        file.putInt(1)
                .putInt(5)
                .putLong(CODE_OFFSET)
                .putLong(BASE)
                .putLong(BASE)
                .putLong(0x100)
                .putLong(0x200)
                .putLong(1);
        byte[] result = new byte[end];
        file.get(0, result);
        return result;
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
