package dev.skep.bpf.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.UnsupportedFeatureException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class KernelFunctionsTest {
    private static final List<String> SOME =
            List.of("do_sys_open", "do_sys_openat2", "vfs_open", "vfs_read", "vfs_write");

    @Test
    void readsTheLinesOfBothLists() {
        assertThat(Kallsyms.parse("ffffffff81000000 T vfs_read"))
                .isEqualTo(new Kallsyms.Function(0xffffffff81000000L, "vfs_read"));
        assertThat(Kallsyms.parse("0000000000000000 t cleanup\t[nf_tables]"))
                .isEqualTo(new Kallsyms.Function(0, "cleanup"));
        assertThat(Kallsyms.parse("0000000000000000 D jiffies")).isNull();
        assertThat(Kallsyms.parse("0000")).isNull();
        assertThat(Kallsyms.parse("0 T")).isNull();
        assertThat(KernelFunctions.fromFilterFunctions("vfs_read")).isEqualTo("vfs_read");
        assertThat(KernelFunctions.fromFilterFunctions("cleanup [nf_tables]")).isEqualTo("cleanup");
        assertThat(KernelFunctions.fromFilterFunctions("__ftrace_invalid_address___64"))
                .isNull();
    }

    @Test
    void findsEachFunctionOnce() {
        assertThat(KernelFunctions.matching(patterns("vfs_*", "vfs_read", "do_sys_open"), SOME))
                .containsExactly("do_sys_open", "vfs_open", "vfs_read", "vfs_write");
    }

    @Test
    void namesThoseThatWereMeant() {
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> KernelFunctions.matching(patterns("vfs_red"), SOME))
                .withMessage(
                        "kernel function vfs_red is not available: this kernel has none of that name that can be traced;"
                                + " did you mean vfs_read?");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> KernelFunctions.matching(patterns("sys_open"), SOME))
                .withMessageEndingWith("; did you mean do_sys_open, do_sys_openat2 or vfs_open?");
        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> KernelFunctions.matching(patterns("no_such_*"), SOME))
                .withMessageEndingWith("that can be traced");
    }

    @Test
    @Tag("kernel")
    void readsTheRunningKernelsList() {
        assertThat(KernelFunctions.all()).contains("vfs_read", "do_sys_openat2").hasSizeGreaterThan(10_000);
        assertThat(KernelFunctions.matching(patterns("vfs_rea?", "do_sys_open*")))
                .contains("vfs_read", "do_sys_openat2");
    }

    @Test
    @Tag("kernel")
    void knowsNoneThatOnlyRanAtTheStart() {
        assertThat(KernelFunctions.all()).contains("start_kernel");
        assertThat(KernelFunctions.traceable()).contains("vfs_read").doesNotContain("start_kernel");
    }

    private static List<SymbolPattern> patterns(String... texts) {
        return List.of(texts).stream().map(SymbolPattern::new).toList();
    }
}
