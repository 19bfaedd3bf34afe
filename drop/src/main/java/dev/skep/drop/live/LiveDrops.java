package dev.skep.drop.live;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.LinkInfo;
import dev.skep.bpf.inspect.LinkTarget;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.link.XdpLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds rules at work among all links of the kernel. */
public final class LiveDrops {
    private LiveDrops() {}

    /** Every one, pinned or not, of whatever process; each is the caller's to close. */
    public static List<LiveDrop> running() {
        Map<Integer, List<XdpLink>> byIdentity = new LinkedHashMap<>();
        for (LinkInfo link : xdp()) {
            FoundProgram.of(link.programId())
                    .ifPresent(found -> XdpLink.open(link.id())
                            .ifPresent(open -> byIdentity
                                    .computeIfAbsent(found.identity(), identity -> new ArrayList<>())
                                    .add(open)));
        }
        List<LiveDrop> drops = new ArrayList<>();
        for (List<XdpLink> links : byIdentity.values()) {
            Optional<LiveDrop> drop = of(links);
            drop.ifPresentOrElse(drops::add, () -> links.forEach(XdpLink::close));
        }
        return drops;
    }

    /** The links of XDP on a device, of whatever kind of program. */
    public static Optional<LinkInfo> onDevice(int index) {
        return xdp().stream()
                .filter(link -> link.target() instanceof LinkTarget.Xdp(int device) && device == index)
                .findFirst();
    }

    private static List<LinkInfo> xdp() {
        List<LinkInfo> found = new ArrayList<>();
        try {
            for (int id : ObjectKind.LINK.ids()) {
                try (KernelObject link = KernelObject.open(ObjectKind.LINK, id).orElse(null)) {
                    if (link != null && link.linkInfo().target() instanceof LinkTarget.Xdp) {
                        found.add(link.linkInfo());
                    }
                }
            }
        } catch (SyscallException refused) {
            if (!refused.is(Errno.EINVAL)) {
                throw refused;
            }
            // The kernel is older than ids of links.
        }
        return found;
    }

    /** What these links run; takes them over if it answers something. */
    static Optional<LiveDrop> of(List<XdpLink> links) {
        List<XdpLink> attachedFirst = new ArrayList<>(links);
        // One whose device is gone keeps the program that it had then.
        attachedFirst.sort(Comparator.comparing(link -> link.interfaceIndex() == 0));
        for (XdpLink link : attachedFirst) {
            Optional<FoundProgram> found = FoundProgram.of(link.programId());
            if (found.isPresent()) {
                return Optional.of(
                        new LiveDrop(found.get().manifest(), found.get().open(), attachedFirst));
            }
        }
        return Optional.empty();
    }
}
