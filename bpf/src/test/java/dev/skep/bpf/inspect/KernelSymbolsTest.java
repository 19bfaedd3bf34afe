package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.symbol.AddressNames;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KernelSymbolsTest {
    private static KernelSymbols sample() {
        return KernelSymbols.parse(Stream.of(
                "ffffffff81000000 T _text",
                "ffffffff81000100 T __bpf_call_base",
                "ffffffff81000180 t bpf_helper",
                "ffffffff81000180 t bpf_alias",
                "ffffffff82000000 D data",
                "ffffffffa0000000 t in_module\t[nf_tables]",
                "nonsense",
                ""));
    }

    @Test
    void findsFunctionsByAddress() {
        assertThat(sample().at(0xffffffff81000180L)).contains("bpf_helper");
        assertThat(sample().at(0xffffffffa0000000L)).contains("in_module");
        assertThat(sample().at(0xffffffff82000000L)).isEmpty();
        assertThat(sample().called(0x80)).contains("bpf_helper");
        assertThat(sample().called(0x81)).isEmpty();
    }

    @Test
    void findsTheFunctionThatAnAddressIsIn() {
        assertThat(sample().near(0xffffffff81000190L)).contains(new AddressNames.Place("bpf_helper", 0x10));
        assertThat(sample().near(0xfffffffe00000000L)).isEmpty();
        assertThat(sample().near(0x7f0000000000L)).isEmpty();
    }

    @Test
    void passesOverLinesThatAreNoSymbols() {
        KernelSymbols symbols = KernelSymbols.parse(Stream.of(
                "ffffffff8100\u00b0000 t not_hexadecimal",
                "+fffffff81000180 t signed",
                "ffffffff810001800 t too_long",
                "ffffffff81000180 t",
                "ffffffff81000180 t\t [module]",
                "ffffffff81000180 t \t[module]",
                "ffffffff81000180 t f"));
        assertThat(symbols.near(0xffffffff81000190L)).contains(new AddressNames.Place("f", 0x10));
        assertThat(symbols.near(0xffffffff81000100L)).isEmpty();
    }

    @Test
    void knowsNothingWhereAddressesAreHidden() {
        KernelSymbols hidden = KernelSymbols.parse(Stream.of("0000000000000000 T __bpf_call_base"));
        assertThat(hidden.called(0)).isEmpty();
        assertThat(hidden.near(-1)).isEmpty();
    }
}
