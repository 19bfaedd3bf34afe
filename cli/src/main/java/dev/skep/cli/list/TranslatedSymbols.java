package dev.skep.cli.list;

import dev.skep.bpf.asm.Disassembler;
import dev.skep.bpf.asm.HelperFunction;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.KernelSymbols;
import dev.skep.bpf.inspect.ObjectKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names for what a translated program holds as numbers: ids of maps, distances to functions. Each source is read when needed. */
final class TranslatedSymbols implements Disassembler.Symbols {
    private final Map<Integer, String> maps = new HashMap<>();
    private @Nullable KernelSymbols symbols;

    @Override
    public String map(int index, int id) {
        return maps.computeIfAbsent(id, TranslatedSymbols::map);
    }

    private static String map(int id) {
        try (KernelObject map = KernelObject.open(ObjectKind.MAP, id).orElse(null)) {
            String name = map == null ? "" : map.mapInfo().name();
            return name.isEmpty() ? "map[id:" + id + "]" : "map[id:" + id + " " + name + "]";
        }
    }

    @Override
    public String helper(int number) {
        return called(number, HelperFunction.name(number));
    }

    @Override
    public String kernelObject(int number) {
        return called(number, "kernel function");
    }

    private String called(int distance, String otherwise) {
        if (symbols == null) {
            symbols = KernelSymbols.read();
        }
        return symbols.called(distance).orElse(otherwise);
    }
}
