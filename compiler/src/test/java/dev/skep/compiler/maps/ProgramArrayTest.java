package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ProgramArrayTest {
    static final class Chain {
        final ProgramArray next = ProgramArray.of(8);

        @Xdp
        int first(XdpContext packet) {
            next.tailCall(packet, packet.length() & 7);
            return 100;
        }

        @Xdp
        int second(XdpContext packet) {
            return 200 + packet.length();
        }
    }

    @Test
    void goesOnWithTheProgramAtAnIndexOrReturns() {
        Chain chain = new Chain();
        try (Loaded<Chain> loaded = Kernel.load(chain)) {
            chain.next.set(4, loaded.program("second").program().fd());
            assertThat(run(loaded, 60)).isEqualTo(260);
            assertThat(run(loaded, 61)).isEqualTo(100);
            assertThat(chain.next.clear(4)).isTrue();
            assertThat(run(loaded, 60)).isEqualTo(100);
        }
    }

    private static int run(Loaded<Chain> loaded, int length) {
        return loaded.program("first")
                .program()
                .testRun(TestRun.ofData(new byte[length]))
                .returnValue();
    }
}
