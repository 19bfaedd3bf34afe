package dev.skep.cli.list;

import dev.skep.bpf.inspect.Holder;
import dev.skep.bpf.inspect.KernelNames;
import dev.skep.bpf.inspect.LinkInfo;
import dev.skep.bpf.inspect.ObjectKind;
import java.util.List;

/**
 * A link.
 *
 * @param info what the kernel knows of it
 * @param name its program's; empty when that has none
 * @param attached where, in words
 * @param holders who holds it open
 * @param pins where it is pinned
 */
record ListedLink(LinkInfo info, String name, List<String> attached, List<Holder> holders, List<String> pins)
        implements Listed {
    @Override
    public ObjectKind kind() {
        return ObjectKind.LINK;
    }

    @Override
    public int id() {
        return info.id();
    }

    @Override
    public String type() {
        return KernelNames.linkType(info.type());
    }

    @Override
    public long memoryBytes() {
        return 0;
    }
}
