package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class CpuListFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return List.of("0-3,5,7-127,1023\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        try {
            assertThat(CpuList.parse(new String(input, StandardCharsets.UTF_8), "list"))
                    .isNotEmpty();
        } catch (MalformedInputException expected) {
            assertThat(expected.input()).isEqualTo("list");
        }
    }
}
