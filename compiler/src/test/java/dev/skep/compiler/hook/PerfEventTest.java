package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class PerfEventTest {
    @KernelStruct("pt_regs")
    interface Registers extends Struct {
        long ip();
    }

    @KernelStruct("bpf_perf_event_data")
    interface Sample extends Struct {
        Registers regs();

        long sample_period();
    }

    static final class Sampler {
        final PerCpuArray<Counter> samples = PerCpuArray.of(Counter.class, 1);
        long instruction;
        long period;

        @PerfEvent(frequency = 99)
        void sample(Sample sample) {
            Counter counter = samples.get(0);
            if (counter == null) return;
            counter.value(counter.value() + 1);
            instruction = sample.regs().ip();
            period = sample.sample_period();
        }
    }

    @Test
    void samplesEachProcessorAndReadsItsRegisters() {
        Sampler sampler = new Sampler();
        try (Loaded<Sampler> loaded = Kernel.load(sampler)) {
            Awaitility.await("20 samples").until(() -> sampler.samples.sum(0, Counter::value) > 20);
            loaded.refresh();
            assertThat(sampler.instruction).isNotZero();
            assertThat(sampler.period).isPositive();
        }
    }
}
