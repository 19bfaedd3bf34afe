package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** /proc/kallsyms. */
final class KernelSymbolsFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return List.of(
                "ffffffff81000000 T _text\nffffffff81234560 t do_sys_openat2\nffffffffc0001000 t probe\t[module]\n0000000000000000 D data\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<String> words() {
        return List.of(" t ", " T ", "__bpf_call_base", "\t[", "ffffffffffffffff");
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        KernelSymbols symbols = KernelSymbols.parse(new String(input, StandardCharsets.ISO_8859_1).lines());
        assertThat(symbols.at(0)).isEmpty();
        symbols.near(-1).ifPresent(place -> assertThat(place.toString()).contains("+0x"));
        symbols.called(0).ifPresent(name -> assertThat(name).isNotEmpty());
    }
}
