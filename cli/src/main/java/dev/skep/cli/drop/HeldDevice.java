package dev.skep.cli.drop;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.inspect.Holder;
import dev.skep.bpf.inspect.HolderScan;
import dev.skep.bpf.inspect.LinkInfo;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.inspect.PinScan;
import dev.skep.bpf.link.XdpMode;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.cli.command.CommandFailure;
import dev.skep.drop.live.AttachException;
import dev.skep.drop.live.DropDevice;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.LiveDrops;
import java.util.List;
import java.util.Optional;

/** Says why a device does not take the program, and who has it where somebody has. */
final class HeldDevice {
    private HeldDevice() {}

    static CommandFailure explain(AttachException refused, XdpMode mode) {
        DropDevice device = refused.device();
        boolean held = refused.getCause() instanceof SyscallException failure
                && (failure.is(Errno.EBUSY) || failure.is(Errno.EEXIST));
        return CommandFailure.failure(
                held
                        ? device.name() + ": " + holder(device)
                        : device.name() + " (" + ListedRule.word(mode) + "): " + refused.reason());
    }

    private static String holder(DropDevice device) {
        Optional<String> own = own(device);
        if (own.isPresent()) {
            return own.get();
        }
        Optional<LinkInfo> link = LiveDrops.onDevice(device.index());
        if (link.isEmpty()) {
            return "another program is attached there, without a link: `ip link set dev " + device.name()
                    + " xdp off` detaches it";
        }
        int id = link.get().id();
        String program = ProgramInfo.ofId(link.get().programId())
                .map(info -> info.name() + " (id " + info.id() + ")")
                .orElse("another program");
        return program + " is attached there, " + who(id);
    }

    private static Optional<String> own(DropDevice device) {
        List<LiveDrop> drops = LiveDrops.running();
        try {
            return drops.stream()
                    .filter(drop -> drop.manifest().devices().contains(device) && drop.isAttached(device))
                    .findFirst()
                    .map(HeldDevice::own);
        } finally {
            drops.forEach(LiveDrop::close);
        }
    }

    private static String own(LiveDrop drop) {
        String name = drop.manifest().name();
        return name.isEmpty()
                ? "another skep drop is at work there, " + who(drop.linkIds().getFirst())
                : "skep drop '" + name + "' is at work there: skep drop add " + name
                        + " FILTER adds rules, skep drop remove " + name + " ends it";
    }

    private static String who(int linkId) {
        List<String> pins = PinScan.run().of(ObjectKind.LINK, linkId);
        if (!pins.isEmpty()) {
            return "pinned at " + pins.getFirst();
        }
        long self = ProcessHandle.current().pid();
        return HolderScan.run().of(ObjectKind.LINK, linkId).stream()
                .filter(holder -> holder.processId() != self)
                .findFirst()
                .map(HeldDevice::words)
                .orElse("by link " + linkId + " (skep list links)");
    }

    private static String words(Holder holder) {
        return "by process " + holder.processId() + " (" + holder.command() + ")";
    }
}
