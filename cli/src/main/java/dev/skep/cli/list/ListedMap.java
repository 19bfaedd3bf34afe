package dev.skep.cli.list;

import dev.skep.bpf.inspect.Holder;
import dev.skep.bpf.inspect.KernelNames;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.map.MapInfo;
import java.util.List;

/**
 * A map.
 *
 * @param info what the kernel knows of it
 * @param frozen whether user space may not write it any more
 * @param programs the ids of those that use it
 * @param memoryBytes what it takes
 * @param holders who holds it open
 * @param pins where it is pinned
 */
record ListedMap(
        MapInfo info, boolean frozen, List<Integer> programs, long memoryBytes, List<Holder> holders, List<String> pins)
        implements Listed {
    @Override
    public ObjectKind kind() {
        return ObjectKind.MAP;
    }

    @Override
    public int id() {
        return info.id();
    }

    @Override
    public String type() {
        return KernelNames.mapType(info.type());
    }

    @Override
    public String name() {
        return info.name();
    }

    @Override
    public List<String> attached() {
        return List.of();
    }
}
