package dev.skep.bpf.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An executable or library: its sections, its symbols, and where they lie in the file.
 *
 * <p>Keeps the file open, and the tables of symbols in memory once they were asked for, until {@link #close}; who opens
 * it closes it. I/O errors are
 * {@link java.io.UncheckedIOException}, contents that make no sense
 * {@link dev.skep.bpf.MalformedInputException}. For one thread.
 */
public final class ElfFile implements AutoCloseable {
    /** EM_X86_64: code for x86-64. */
    public static final int X86_64 = 62;

    private final FileBytes file;
    private final ElfHeader header;
    private final List<ElfSegment> segments;
    private final List<ElfSection> sections;
    private @Nullable List<SymbolTable> symbolTables;

    private ElfFile(FileBytes file) {
        this.file = file;
        this.header = ElfHeader.read(file);
        this.segments = ElfSegment.read(file, header);
        this.sections = SectionTable.read(file, header);
    }

    /** Opens a 64-bit little-endian file. */
    public static ElfFile open(Path path) {
        FileBytes file = FileBytes.open(path);
        try {
            return new ElfFile(file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The file that was opened. */
    public Path path() {
        return file.path();
    }

    /** The machine whose code it holds: {@link #X86_64}, EM_AARCH64 (183), EM_BPF (247), ... */
    public int machine() {
        return header.machine();
    }

    /** All sections in the order of the file; none when the file was stripped of its table. */
    public List<ElfSection> sections() {
        return sections;
    }

    /** The first section with this name. */
    public Optional<ElfSection> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /** The bytes of a section. */
    public byte[] bytes(ElfSection section) {
        long length = section.type() == ElfSection.NO_BITS ? 0 : section.size();
        return file.bytes(section.offset(), length, "section " + section.name());
    }

    /**
     * The symbol with this name that is defined here, from all symbols where they are present, else from the dynamic
     * ones. Of several with one name, functions come before objects, the default version before old ones, global
     * before weak before local ones.
     */
    public Optional<ElfSymbol> symbol(String name) {
        for (SymbolTable table : symbolTables()) {
            Optional<ElfSymbol> found = table.find(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Every symbol that is defined here; one that is in both tables comes twice. */
    public List<ElfSymbol> symbols() {
        List<ElfSymbol> symbols = new ArrayList<>();
        for (SymbolTable table : symbolTables()) {
            table.forEach(symbols::add);
        }
        return List.copyOf(symbols);
    }

    private List<SymbolTable> symbolTables() {
        List<SymbolTable> known = symbolTables;
        if (known == null) {
            known = readSymbolTables();
            symbolTables = known;
        }
        return known;
    }

    private List<SymbolTable> readSymbolTables() {
        List<SymbolTable> tables = new ArrayList<>();
        for (int type : new int[] {ElfSection.SYMBOLS, ElfSection.DYNAMIC_SYMBOLS}) {
            for (int i = 0; i < sections.size(); i++) {
                if (sections.get(i).type() == type) {
                    tables.add(symbolTable(i));
                }
            }
        }
        return tables;
    }

    private SymbolTable symbolTable(int index) {
        ElfSection table = sections.get(index);
        if (table.link() < 0 || table.link() >= sections.size()) {
            throw file.malformed(table.offset(), "section " + table.link() + " with the symbols' names does not exist");
        }
        ElfSection names = sections.get(table.link());
        ByteBuffer versions = null;
        for (ElfSection section : sections) {
            if (section.type() == ElfSection.SYMBOL_VERSIONS && section.link() == index) {
                versions = read(section);
            }
        }
        return new SymbolTable(read(table), new StringTable(file, names.offset(), bytes(names)), versions);
    }

    private ByteBuffer read(ElfSection section) {
        return ByteBuffer.wrap(bytes(section)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Where a symbol begins in the file, as uprobes want it.
     *
     * @throws IllegalArgumentException when it is not in the file, for example a variable that begins as zero
     */
    public long fileOffset(ElfSymbol symbol) {
        return segmentAt(symbol.address())
                .orElseThrow(
                        () -> new IllegalArgumentException("symbol " + symbol.name() + " has no bytes in the file"))
                .fileOffset(symbol.address());
    }

    /** Where an address of the program lies in the file. */
    public Optional<Long> fileOffset(long address) {
        return segmentAt(address).map(segment -> segment.fileOffset(address));
    }

    private Optional<ElfSegment> segmentAt(long address) {
        return segments.stream().filter(segment -> segment.contains(address)).findFirst();
    }

    @Override
    public void close() {
        file.close();
    }
}
