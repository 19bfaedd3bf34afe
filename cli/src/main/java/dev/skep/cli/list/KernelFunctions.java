package dev.skep.cli.list;

import dev.skep.bpf.inspect.KernelSymbols;
import dev.skep.bpf.inspect.LoadedBtf;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names of what programs are attached to in the kernel: by BTF id and by address. Each source is read when first needed. */
final class KernelFunctions {
    private final Map<Integer, Optional<LoadedBtf>> loaded = new HashMap<>();
    private @Nullable KernelSymbols symbols;

    /** The name of a type in a BTF object. */
    String ofType(int objectId, int typeId) {
        String unknown = "type " + typeId + " of BTF " + objectId;
        LoadedBtf btf = loaded.computeIfAbsent(objectId, LoadedBtf::ofId).orElse(null);
        if (btf == null) {
            return unknown;
        }
        return btf.types()
                .filter(types -> typeId > 0 && typeId < types.typeCount())
                .map(types -> types.name(typeId))
                .orElse(btf.owner().isEmpty() ? unknown : "type " + typeId + " of module " + btf.owner());
    }

    /** The name of the function at an address, or the address. */
    String at(long address) {
        if (symbols == null) {
            symbols = KernelSymbols.read();
        }
        return symbols.at(address).orElse("0x" + Long.toHexString(address));
    }
}
