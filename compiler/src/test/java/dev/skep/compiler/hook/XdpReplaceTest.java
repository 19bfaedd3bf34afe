package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.XdpLink;
import dev.skep.bpf.link.XdpMode;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.AtomicAdd;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.XdpHelpers;
import dev.skep.compiler.hook.PacketHeaders.Udp;
import dev.skep.testkit.Skip;
import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class XdpReplaceTest {
    private static final int PORT = 4711;
    private static final int PACKETS = 200_000;
    private static final int SWAPS = 1000;
    private static final int DIGITS = 8;

    interface Seen extends Struct {
        long times();

        @AtomicAdd("times")
        void addTimes(long v);

        int generation();

        void generation(int v);
    }

    interface Sequence extends Struct {
        @Length(DIGITS)
        Bytes digits();
    }

    static final class Generation {
        private final ArrayMap<Seen> seen;
        private final String device;
        private final int number;

        Generation(ArrayMap<Seen> seen, String device, int number) {
            this.seen = seen;
            this.device = device;
            this.number = number;
        }

        @Xdp("{device}")
        int count(XdpContext packet) {
            Udp udp = PacketHeaders.udp(packet);
            if (udp == null || udp.destination() != PORT) return XdpContext.PASS;
            Sequence text = packet.at(42, Sequence.class);
            if (text == null) return XdpContext.PASS;
            int sequence = 0;
            for (int i = 0; i < DIGITS; i++)
                sequence = sequence * 10 + text.digits().u8(i) - '0';
            Seen entry = seen.get(sequence);
            if (entry == null) return XdpContext.PASS;
            entry.addTimes(1);
            entry.generation(number);
            return XdpContext.DROP;
        }
    }

    private static String flood(VirtualCable cable) {
        return cable.there("exec 3>/dev/udp/" + VirtualCable.HERE + "/" + PORT + "; for ((i = 0; i < " + PACKETS
                + "; i++)); do printf %08d $i >&3; done; cat /sys/class/net/" + cable.far() + "/statistics/tx_dropped");
    }

    /** How many programs took over from others, as the packets tell. */
    private static int turns(ArrayMap<Seen> seen, CompletableFuture<String> flood) {
        int lost = 0;
        int last = -1;
        int turns = 0;
        for (int i = 0; i < PACKETS; i++) {
            Seen entry = java.util.Objects.requireNonNull(seen.get(i));
            assertThat(entry.times()).as("packet %d", i).isLessThanOrEqualTo(1);
            if (entry.times() == 0) lost++;
            else if (entry.generation() != last) {
                last = entry.generation();
                turns++;
            }
        }
        assertThat(lost)
                .as("packets that the cable itself did not drop")
                .isEqualTo(Integer.parseInt(flood.join().strip()));
        return turns;
    }

    @Test
    void showsEveryPacketToExactlyOneProgramWhileTheLinkIsSwapped() throws Exception {
        Skip.onEmulatedProcessor();
        ArrayMap<Seen> seen = ArrayMap.of(Seen.class, PACKETS);
        try (VirtualCable cable = new VirtualCable();
                Loaded<Generation> one = Kernel.load(new Generation(seen, cable.near(), 1));
                Loaded<Generation> two = Kernel.loadDetached(new Generation(seen, cable.near(), 2))) {
            XdpLink link = (XdpLink) one.program("count").links().getFirst();
            CompletableFuture<String> flood = CompletableFuture.supplyAsync(() -> flood(cable));
            int swaps = 0;
            while (swaps < SWAPS || !flood.isDone()) {
                link.replace((swaps++ % 2 == 0 ? two : one).program("count").program());
            }
            int turns = turns(seen, flood);
            System.out.printf("%d swaps under %d packets, %d turns seen%n", swaps, PACKETS, turns);
            assertThat(turns).isGreaterThan(10);
        }
    }

    @Test
    void showsEveryPacketToExactlyOneGenerationOfTheProgramObject() throws Exception {
        Skip.onEmulatedProcessor();
        ArrayMap<Seen> seen = ArrayMap.of(Seen.class, PACKETS);
        try (VirtualCable cable = new VirtualCable();
                Loaded<Generation> loaded = Kernel.load(new Generation(seen, cable.near(), 0))) {
            CompletableFuture<String> flood = CompletableFuture.supplyAsync(() -> flood(cable));
            int swaps = 0;
            while (!flood.isDone()) loaded.replace(new Generation(seen, cable.near(), ++swaps));
            assertThat(((XdpLink) loaded.program("count").links().getFirst()).programId())
                    .isEqualTo(loaded.program("count").program().id());
            assertThat(loaded.program().number).isEqualTo(swaps);
            int generations = turns(seen, flood);
            System.out.printf("%d generations under %d packets, %d saw some%n", swaps, PACKETS, generations);
            assertThat(generations).isGreaterThan(3);
        }
    }

    static final class Pass {
        private final String device;

        Pass(String device) {
            this.device = device;
        }

        @Xdp("{device}")
        int count(XdpContext packet) {
            return XdpContext.PASS;
        }
    }

    static final class Other {
        @Tracepoint("sched/sched_process_exit")
        int count() {
            return 0;
        }
    }

    @Test
    void refusesAReplacementForAnotherHook() {
        try (VirtualCable cable = new VirtualCable();
                Loaded<Object> loaded = Kernel.load(new Pass(cable.near()))) {
            assertThatThrownBy(() -> loaded.replace(new Pass("lo")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hook method count (XDP on lo) cannot replace count (XDP on " + cable.near() + ")");
            assertThatThrownBy(() -> loaded.replace(new Other())).isInstanceOf(IllegalArgumentException.class);
            loaded.replace(new Pass(cable.near()));
        }
    }

    @Test
    void attachesBesideWhereTheKernelExchangesNoProgram() {
        try (Loaded<Other> loaded = Kernel.load(new Other())) {
            int before = loaded.program("count").program().id();
            loaded.replace(new Other());
            assertThat(loaded.programs()).hasSize(1);
            assertThat(loaded.program("count").program().id()).isNotEqualTo(before);
        }
    }

    static final class Hardware {
        private final String device;

        Hardware(String device) {
            this.device = device;
        }

        @Xdp(value = "{device}", mode = XdpMode.HARDWARE)
        int count(XdpContext packet) {
            return XdpContext.PASS;
        }
    }

    @Test
    void saysThatADeviceHasNoProgramsOnItsCard() {
        try (VirtualCable cable = new VirtualCable()) {
            assertThatThrownBy(() -> Kernel.load(new Hardware(cable.near())))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("the device's driver takes no programs for its card");
        }
    }

    static final class Fragments {
        private final String device;
        int length;
        int tail;

        Fragments(String device) {
            this.device = device;
        }

        @Xdp(value = "{device}", fragments = true)
        int see(XdpContext packet) {
            Udp udp = PacketHeaders.udp(packet);
            if (udp == null || udp.destination() != PORT) return XdpContext.PASS;
            length = (int) XdpHelpers.xdpGetBuffLen(packet);
            Bytes last = Memory.onStack(4);
            if (XdpHelpers.xdpLoadBytes(packet, 8000, last) != 0) return XdpContext.PASS;
            tail = last.u32(0);
            return XdpContext.DROP;
        }
    }

    @Test
    void takesPacketsInFragments() throws IOException {
        Require.feature(KernelFeature.XDP_FRAGMENTS);
        try (VirtualCable cable = new VirtualCable()) {
            cable.mtu(9000);
            assertThatThrownBy(() -> Kernel.load(new Pass(cable.near())).close())
                    .as("native XDP without fragments under a large MTU")
                    .isInstanceOf(dev.skep.bpf.KernelException.class);
            try (Loaded<Fragments> loaded = Kernel.load(new Fragments(cable.near()))) {
                cable.there("printf %8500s | tr ' ' x | dd bs=8500 iflag=fullblock status=none > /dev/udp/"
                        + VirtualCable.HERE + "/" + PORT);
                org.awaitility.Awaitility.await("the packet is seen").untilAsserted(() -> {
                    loaded.refresh();
                    assertThat(loaded.program().length).isEqualTo(8500 + 42);
                    assertThat(loaded.program().tail).isEqualTo(0x7878_7878);
                });
            }
        }
    }

    interface Note extends Struct {
        int value();

        void value(int v);
    }

    static final class Meta {
        @Xdp
        int note(XdpContext packet) {
            if (packet.meta(Note.class) != null) return 100;
            if (XdpHelpers.xdpAdjustMeta(packet, -4) != 0) return 101;
            Note note = packet.meta(Note.class);
            if (note == null) return 102;
            note.value(5);
            return note.value();
        }

        @Xdp
        int shift(XdpContext packet) {
            int before = packet.length();
            if (XdpHelpers.xdpAdjustHead(packet, -8) != 0) return 101;
            if (packet.length() != before + 8) return 102;
            if (XdpHelpers.xdpAdjustTail(packet, -20) != 0) return 103;
            return packet.length() - before;
        }
    }

    @Test
    void movesThePacketsEndsAndPutsANoteBeforeIt() {
        try (Loaded<Meta> loaded = Kernel.loadDetached(new Meta())) {
            var run = dev.skep.bpf.program.TestRun.ofData(new byte[100]);
            assertThat(loaded.program("note").program().testRun(run).returnValue())
                    .isEqualTo(5);
            assertThat(loaded.program("shift").program().testRun(run).returnValue())
                    .isEqualTo(-12);
        }
    }
}
