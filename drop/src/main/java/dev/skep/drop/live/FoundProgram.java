package dev.skep.drop.live;

import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.GlobalData;
import dev.skep.bpf.map.MapInfo;
import dev.skep.bpf.pin.FrozenText;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.drop.program.DropMaps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A program that drops, whoever loaded it, with what is bound to it.
 *
 * @param manifest what it says of itself
 * @param maps the ids of its maps by their names
 */
record FoundProgram(Manifest manifest, Map<String, MapInfo> maps) {
    private static final String MANIFEST = "skep_drop";

    /** The program of this id; empty if it is no more, or no such program. */
    static Optional<FoundProgram> of(int programId) {
        Map<String, MapInfo> maps = new HashMap<>();
        for (int id : ProgramInfo.ofId(programId).map(ProgramInfo::mapIds).orElseGet(List::of)) {
            try (KernelObject map = KernelObject.open(ObjectKind.MAP, id).orElse(null)) {
                if (map != null) {
                    MapInfo info = map.mapInfo();
                    maps.put(info.name(), info);
                }
            }
        }
        MapInfo manifest = maps.get(MANIFEST);
        return manifest == null || !maps.containsKey("traffic")
                ? Optional.empty()
                : text(manifest.id()).flatMap(ManifestText::read).map(read -> new FoundProgram(read, maps));
    }

    private static Optional<String> text(int mapId) {
        try (KernelObject map = KernelObject.open(ObjectKind.MAP, mapId).orElse(null)) {
            return map == null ? Optional.empty() : FrozenText.read(map);
        }
    }

    /** Makes a program say what it does: nobody can change that later. */
    static void describe(Program program, Manifest manifest) {
        try (GlobalData data = FrozenText.create(MANIFEST, ManifestText.write(manifest))) {
            program.bind(data);
        }
    }

    /** Opens its maps. Those that it does not use are made anew. */
    DropMaps open() {
        DropMaps open = DropMaps.of(traffic().maxEntries());
        try {
            open.traffic().open(traffic().id());
            open("deadline", open.deadline());
            open("credit", open.credit());
            open("samples", open.samples());
            return open;
        } catch (RuntimeException failure) {
            open.close();
            throw failure;
        }
    }

    private void open(String name, BpfMap map) {
        MapInfo found = maps.get(name);
        if (found == null) {
            map.create();
        } else {
            map.open(found.id());
        }
    }

    private MapInfo traffic() {
        return Objects.requireNonNull(maps.get("traffic"), "no program is found without it");
    }

    /** What programs that take each other's place have in common. */
    int identity() {
        return traffic().id();
    }
}
