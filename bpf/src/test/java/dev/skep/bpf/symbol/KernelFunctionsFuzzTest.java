package dev.skep.bpf.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of /proc/kallsyms and of available_filter_functions. */
final class KernelFunctionsFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return List.of("ffffffff81234560 t do_sys_openat2 [module]".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        new String(input, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            Kallsyms.Function listed = Kallsyms.parse(line);
            if (listed != null) assertThat(listed.name()).doesNotContain(" ");
            String traceable = KernelFunctions.fromFilterFunctions(line);
            if (traceable != null) assertThat(traceable).doesNotContain(" ");
        });
    }
}
