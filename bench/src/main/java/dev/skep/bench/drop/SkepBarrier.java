package dev.skep.bench.drop;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.XdpLink;
import dev.skep.bpf.link.XdpMode;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.drop.program.DropProgram;
import org.jspecify.annotations.Nullable;

/** The program of {@code skep drop}. */
final class SkepBarrier implements Barrier {
    private final Loaded<DropProgram> loaded;
    private final int device;
    private final XdpMode mode;
    private @Nullable Link link;

    SkepBarrier(Rules rules, int device, XdpMode mode) {
        loaded = Kernel.loadDetached(new DropProgram(rules.matches(), false));
        this.device = device;
        this.mode = mode;
    }

    @Override
    public void up() {
        link = XdpLink.attach(loaded.program("packet").program(), device, mode);
    }

    @Override
    public void down() {
        if (link != null) {
            link.close();
        }
    }

    @Override
    public void close() {
        loaded.close();
    }
}
