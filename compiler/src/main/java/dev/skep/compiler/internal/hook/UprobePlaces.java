package dev.skep.compiler.internal.hook;

import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSymbol;
import dev.skep.bpf.link.UprobePlace;
import dev.skep.bpf.symbol.NearNames;
import dev.skep.bpf.symbol.SymbolPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The places in a file that names and patterns stand for. */
final class UprobePlaces {
    /** Of several names for one function the plain one is told. */
    private static final Comparator<ElfSymbol> PLAIN_NAMES_FIRST = Comparator.comparing(
                    (ElfSymbol symbol) -> symbol.name().startsWith("_"))
            .thenComparing(ElfSymbol::name);

    private final ElfFile file;
    private final long offset;
    private final long firstCookie;
    private final Set<Long> taken = new HashSet<>();
    private final List<UprobePlace> places = new ArrayList<>();

    private UprobePlaces(ElfFile file, long offset, long firstCookie) {
        this.file = file;
        this.offset = offset;
        this.firstCookie = firstCookie;
    }

    /** Each place once, in the order of the names and, within a pattern, of the alphabet. */
    static List<UprobePlace> of(Path binary, List<SymbolPattern> symbols, long offset, long firstCookie) {
        try (ElfFile file = ElfFile.open(binary)) {
            UprobePlaces places = new UprobePlaces(file, offset, firstCookie);
            for (SymbolPattern symbol : symbols) {
                if (symbol.isPattern()) places.addAll(symbol);
                else places.add(symbol.text());
            }
            return places.places;
        }
    }

    private void add(String name) {
        ElfSymbol symbol = file.symbol(name).orElseThrow(() -> missing(name));
        add(UprobePlace.in(file, symbol, offset));
    }

    private IllegalArgumentException missing(String name) {
        List<String> names = file.symbols().stream()
                .filter(ElfSymbol::isFunction)
                .map(ElfSymbol::name)
                .toList();
        return new IllegalArgumentException(file.path() + " has no symbol " + name + NearNames.hint(name, names));
    }

    private void addAll(SymbolPattern pattern) {
        List<ElfSymbol> found = file.symbols().stream()
                .filter(symbol -> symbol.isFunction() && pattern.matches(symbol.name()))
                .filter(symbol -> file.fileOffset(symbol.address()).isPresent())
                .sorted(PLAIN_NAMES_FIRST)
                .toList();
        if (found.isEmpty()) throw new IllegalArgumentException(file.path() + " has no function " + pattern);
        Set<Long> addresses = new HashSet<>();
        found.stream()
                .filter(symbol -> addresses.add(symbol.address()))
                .sorted(Comparator.comparing(ElfSymbol::name))
                .forEach(symbol -> add(UprobePlace.in(file, symbol, offset)));
    }

    private void add(UprobePlace place) {
        if (taken.add(place.fileOffset())) places.add(place.withCookie(firstCookie + places.size()));
    }
}
