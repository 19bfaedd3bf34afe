package dev.skep.bpf.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One table of symbols with its strings and, for dynamic symbols, their versions. */
final class SymbolTable {
    static final int SYMBOL_BYTES = 24;

    private static final int UNDEFINED = 0;
    private static final int FIRST_RESERVED_SECTION = 0xff00;
    private static final int SECTION_ELSEWHERE = 0xffff;
    private static final int NO_TYPE = 0;
    private static final int OBJECT = 1;
    private static final int GLOBAL = 1;
    private static final int WEAK = 2;
    private static final int HIDDEN_VERSION = 0x8000;

    private final ByteBuffer symbols;
    private final int count;
    private final StringTable strings;
    private final @Nullable ByteBuffer versions;

    SymbolTable(ByteBuffer symbols, StringTable strings, @Nullable ByteBuffer versions) {
        this.symbols = symbols;
        this.count = symbols.limit() / SYMBOL_BYTES;
        this.strings = strings;
        this.versions = versions;
    }

    Optional<ElfSymbol> find(String name) {
        if (name.isEmpty() || name.indexOf(0) >= 0) {
            return Optional.empty();
        }
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        int best = -1;
        int bestRank = -1;
        for (int i = 0; i < count; i++) {
            int start = symbols.getInt(i * SYMBOL_BYTES);
            int end = strings.terminator(start, key);
            if ((end == 0 || end == '@') && isDefined(i)) {
                boolean old = end == '@' ? !strings.isDefaultVersion(start + key.length) : isHidden(i);
                int rank = rank(i, old);
                if (rank > bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(symbol(best, name));
    }

    void forEach(Consumer<ElfSymbol> action) {
        for (int i = 0; i < count; i++) {
            if (isDefined(i)) {
                String name = strings.at(symbols.getInt(i * SYMBOL_BYTES));
                int version = name.indexOf('@');
                if (!name.isEmpty()) {
                    action.accept(symbol(i, version > 0 ? name.substring(0, version) : name));
                }
            }
        }
    }

    private ElfSymbol symbol(int i, String name) {
        int at = i * SYMBOL_BYTES;
        return new ElfSymbol(name, symbols.getLong(at + 8), symbols.getLong(at + 16), type(i), binding(i));
    }

    private int rank(int i, boolean oldVersion) {
        int kind = switch (type(i)) {
            case ElfSymbol.FUNCTION -> 2;
            case ElfSymbol.INDIRECT_FUNCTION -> 1;
            default -> 0;
        };
        int reach = switch (binding(i)) {
            case GLOBAL -> 2;
            case WEAK -> 1;
            default -> 0;
        };
        return kind << 3 | (oldVersion ? 0 : 4) | reach;
    }

    /** Whether it is code or data with an address in this file, not a section's or a source file's name. */
    private boolean isDefined(int i) {
        int section = symbols.getShort(i * SYMBOL_BYTES + 6) & 0xffff;
        int type = type(i);
        return section != UNDEFINED
                && (section < FIRST_RESERVED_SECTION || section == SECTION_ELSEWHERE)
                && (type == NO_TYPE
                        || type == OBJECT
                        || type == ElfSymbol.FUNCTION
                        || type == ElfSymbol.INDIRECT_FUNCTION);
    }

    private boolean isHidden(int i) {
        return versions != null && 2 * i + 1 < versions.limit() && (versions.getShort(2 * i) & HIDDEN_VERSION) != 0;
    }

    private int type(int i) {
        return symbols.get(i * SYMBOL_BYTES + 4) & 0xf;
    }

    private int binding(int i) {
        return symbols.get(i * SYMBOL_BYTES + 4) >> 4 & 0xf;
    }
}
