package dev.skep.compiler.interpreter;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.ConstantTable;
import dev.skep.bpf.map.GlobalData;
import dev.skep.bpf.program.MapRelocation;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Models of the maps that programs name. Programs that share a map share its model. */
public final class Maps {
    private final AddressSpace memory;
    private final IdentityHashMap<BpfMap, MapModel> byMap = new IdentityHashMap<>();
    private final Map<Long, MapModel> byAddress = new HashMap<>();
    private final Map<Integer, MapModel> byInstruction = new HashMap<>();
    private final List<RingModel> rings = new ArrayList<>();

    /** The maps of {@code code}, empty but for the program's variables, constants and tables. */
    public Maps(AddressSpace memory, Executable code) {
        this.memory = memory;
        for (MapRelocation relocation : code.relocations()) {
            byInstruction.put(relocation.instruction(), model(relocation.map()));
        }
    }

    /** The model of a map, made now if no program names it. */
    public MapModel model(BpfMap map) {
        MapModel known = byMap.get(map);
        if (known != null) return known;
        MapModel made = make(map);
        byMap.put(map, made);
        byAddress.put(made.address(), made);
        if (made instanceof RingModel ring) rings.add(ring);
        return made;
    }

    private MapModel make(BpfMap map) {
        if (map instanceof GlobalData data) {
            byte[] content = data.memory().toArray(ValueLayout.JAVA_BYTE);
            return ArrayModel.global(memory, map.name(), content, data.constant());
        }
        return switch (map.type()) {
            case ARRAY, PERCPU_ARRAY -> new ArrayModel(memory, map.name(), map.valueSize(), map.maxEntries());
            case HASH, PERCPU_HASH, LRU_HASH, LRU_PERCPU_HASH -> {
                HashModel model = new HashModel(memory, map.name(), map.keySize(), map.valueSize(), map.maxEntries());
                if (map instanceof ConstantTable table) {
                    table.entries().forEach(entry -> model.put(entry.key(), entry.value()));
                }
                yield model;
            }
            case RINGBUF -> new RingModel(memory, map.name());
            default -> new OpaqueModel(memory, map.name());
        };
    }

    MapModel at(int instruction) {
        MapModel map = byInstruction.get(instruction);
        if (map == null) throw new Fault("an instruction that names a map without a relocation");
        return map;
    }

    MapModel of(long address) {
        MapModel map = byAddress.get(address);
        if (map == null) throw new Fault("0x" + Long.toHexString(address) + " is no map");
        return map;
    }

    List<RingModel> rings() {
        return rings;
    }
}
