package dev.skep.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfEnumerator;
import dev.skep.bpf.btf.BtfKind;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class HelperFunctionTest {

    @Test
    void knowsNamesAndNumbers() {
        assertThat(HelperFunction.name(14)).isEqualTo("bpf_get_current_pid_tgid");
        assertThat(HelperFunction.id("bpf_ringbuf_reserve")).isEqualTo(131);
        assertThat(HelperFunction.count()).isEqualTo(212);
    }

    @Test
    void answersForWhatDoesNotExist() {
        assertThat(HelperFunction.name(-1)).isEqualTo("bpf_unspec");
        assertThat(HelperFunction.name(4_711)).isEqualTo("bpf_unspec");
        assertThat(HelperFunction.id("bpf_nothing")).isEqualTo(-1);
        assertThat(HelperFunction.id("ktime_get_ns")).isEqualTo(-1);
    }

    @Test
    @Tag("kernel")
    void agreesWithTheRunningKernel() {
        Btf kernel = Btf.vmlinux();
        List<BtfEnumerator> constants = kernel.enumerators(kernel.find("bpf_func_id", BtfKind.ENUM));
        for (BtfEnumerator constant : constants.subList(0, constants.size() - 1)) {
            assertThat(HelperFunction.name((int) constant.value()))
                    .isEqualTo("bpf_" + constant.name().substring("BPF_FUNC_".length()));
        }
    }
}
