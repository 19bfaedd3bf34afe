package dev.skep.drop.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.drop.packet.PacketGenerator;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.util.List;
import java.util.stream.Stream;

final class PacketSummaryFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return Stream.generate(new PacketGenerator(5)::next).limit(20).toList();
    }

    @Override
    public int rounds() {
        return 20_000;
    }

    @Override
    public void read(byte[] input) {
        assertThat(PacketSummary.of(input)).isNotEmpty().doesNotContain("\n");
    }
}
