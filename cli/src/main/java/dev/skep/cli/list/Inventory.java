package dev.skep.cli.list;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.inspect.HolderScan;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.LinkInfo;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.inspect.PinScan;
import dev.skep.bpf.map.MapInfo;
import dev.skep.bpf.program.ProgramInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All programs, maps and links at one moment. Objects come and go while it is taken: what vanishes is left out, what appears later is
 * not seen.
 */
final class Inventory {
    private final List<ListedProgram> programs = new ArrayList<>();
    private final List<ListedMap> maps = new ArrayList<>();
    private final List<ListedLink> links = new ArrayList<>();

    private Inventory() {}

    /** Takes it. */
    static Inventory take() {
        // Before anything is opened here, so that this process is not among the holders.
        HolderScan holders = HolderScan.run();
        PinScan pins = PinScan.run();
        Inventory inventory = new Inventory();
        inventory.links(holders, pins);
        inventory.programs(holders, pins);
        inventory.nameLinks();
        inventory.maps(holders, pins);
        return inventory;
    }

    List<ListedProgram> programs() {
        return programs;
    }

    List<ListedMap> maps() {
        return maps;
    }

    List<ListedLink> links() {
        return links;
    }

    private static List<Integer> ids(ObjectKind kind) {
        try {
            return kind.ids();
        } catch (SyscallException refused) {
            if (refused.is(Errno.EINVAL)) {
                // The kernel is older than ids of links.
                return List.of();
            }
            throw refused;
        }
    }

    private void links(HolderScan holders, PinScan pins) {
        AttachPoint attachPoint = new AttachPoint();
        for (int id : ids(ObjectKind.LINK)) {
            try (KernelObject link = KernelObject.open(ObjectKind.LINK, id).orElse(null)) {
                if (link != null) {
                    LinkInfo info = link.linkInfo();
                    links.add(new ListedLink(
                            info,
                            "",
                            List.of(attachPoint.words(info.target())),
                            holders.of(ObjectKind.LINK, id),
                            pins.of(ObjectKind.LINK, id)));
                }
            }
        }
    }

    private void programs(HolderScan holders, PinScan pins) {
        Map<Integer, List<String>> attached = new HashMap<>();
        for (ListedLink link : links) {
            attached.computeIfAbsent(link.info().programId(), id -> new ArrayList<>())
                    .addAll(link.attached());
        }
        for (int id : ids(ObjectKind.PROGRAM)) {
            try (KernelObject program =
                    KernelObject.open(ObjectKind.PROGRAM, id).orElse(null)) {
                if (program != null) {
                    ProgramInfo info = program.programInfo();
                    programs.add(new ListedProgram(
                            info,
                            info.runCount(),
                            info.runTime().toNanos(),
                            attached.getOrDefault(id, List.of()),
                            program.memoryBytes(),
                            holders.of(ObjectKind.PROGRAM, id),
                            pins.of(ObjectKind.PROGRAM, id)));
                }
            }
        }
    }

    private void nameLinks() {
        Map<Integer, String> names = new HashMap<>();
        programs.forEach(program -> names.put(program.id(), program.name()));
        links.replaceAll(link -> new ListedLink(
                link.info(),
                names.getOrDefault(link.info().programId(), ""),
                link.attached(),
                link.holders(),
                link.pins()));
    }

    private void maps(HolderScan holders, PinScan pins) {
        Map<Integer, List<Integer>> users = new HashMap<>();
        for (ListedProgram program : programs) {
            for (int map : program.info().mapIds()) {
                users.computeIfAbsent(map, id -> new ArrayList<>()).add(program.id());
            }
        }
        for (int id : ids(ObjectKind.MAP)) {
            try (KernelObject map = KernelObject.open(ObjectKind.MAP, id).orElse(null)) {
                if (map != null) {
                    MapInfo info = map.mapInfo();
                    maps.add(new ListedMap(
                            info,
                            map.frozen(),
                            users.getOrDefault(id, List.of()),
                            map.memoryBytes(),
                            holders.of(ObjectKind.MAP, id),
                            pins.of(ObjectKind.MAP, id)));
                }
            }
        }
    }
}
