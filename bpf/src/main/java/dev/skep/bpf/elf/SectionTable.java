package dev.skep.bpf.elf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the section headers and the names of the sections. */
final class SectionTable {
    private SectionTable() {}

    static List<ElfSection> read(FileBytes file, ElfHeader header) {
        int count = header.sections();
        if (count == 0) {
            return List.of();
        }
        ByteBuffer table = file.read(header.sectionTable(), (long) count * ElfHeader.SECTION_BYTES, "section table");
        int names = header.sectionNames();
        if (names < 0 || names >= count) {
            throw file.malformed(62, "section " + names + " with the names does not exist");
        }
        int namesAt = names * ElfHeader.SECTION_BYTES;
        long stringsAt = table.getLong(namesAt + 24);
        byte[] bytes = file.bytes(stringsAt, table.getLong(namesAt + 32), "section names");
        StringTable strings = new StringTable(file, stringsAt, bytes);
        List<ElfSection> sections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = i * ElfHeader.SECTION_BYTES;
            sections.add(new ElfSection(
                    strings.at(table.getInt(at)),
                    table.getInt(at + 4),
                    table.getLong(at + 16),
                    table.getLong(at + 24),
                    table.getLong(at + 32),
                    table.getInt(at + 40)));
        }
        return List.copyOf(sections);
    }
}
