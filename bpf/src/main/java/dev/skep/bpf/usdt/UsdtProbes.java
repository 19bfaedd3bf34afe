package dev.skep.bpf.usdt;

import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSection;
import dev.skep.bpf.symbol.NearNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The probes of a program or library, in the order of its notes. Immutable.
 *
 * @param binary the file
 * @param all its probes, one entry for each place
 */
public record UsdtProbes(Path binary, List<UsdtProbe> all) {
    private static final String SECTION = ".note.stapsdt";

    /** Copies the list. */
    public UsdtProbes {
        all = List.copyOf(all);
    }

    /**
     * Reads them from a file; none where it has no probes.
     *
     * @throws dev.skep.bpf.MalformedInputException when the notes make no sense
     * @throws java.io.UncheckedIOException when the file cannot be read
     */
    public static UsdtProbes of(Path binary) {
        List<UsdtProbe> probes = new ArrayList<>();
        try (ElfFile elf = ElfFile.open(binary)) {
            for (ElfSection section : elf.sections()) {
                if (section.name().equals(SECTION)) {
                    probes.addAll(new UsdtNotes(elf, section).read());
                }
            }
        }
        return new UsdtProbes(binary, probes);
    }

    /**
     * The places of one probe.
     *
     * @param provider who defined it; empty for any
     * @throws IllegalArgumentException when the file has none, with the names that may have been meant
     */
    public List<UsdtProbe> find(String provider, String name) {
        List<UsdtProbe> found = all.stream()
                .filter(probe -> probe.name().equals(name)
                        && (provider.isEmpty() || probe.provider().equals(provider)))
                .toList();
        if (found.isEmpty()) {
            String wanted = provider.isEmpty() ? name : provider + ":" + name;
            List<String> names = all.stream().map(UsdtProbe::toString).toList();
            throw new IllegalArgumentException(
                    names.isEmpty()
                            ? binary + " has no USDT probes"
                            : binary + " has no USDT probe " + wanted + NearNames.hint(wanted, names));
        }
        return found;
    }
}
