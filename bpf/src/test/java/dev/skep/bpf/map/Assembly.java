package dev.skep.bpf.map;

import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.program.MapRelocation;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;

/** Programs by hand, with labels and maps. */
final class Assembly {

    private record Branch(int at, String label, IntToLongFunction encoder) {}

    private final List<Long> words = new ArrayList<>();
    private final List<MapRelocation> maps = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    Assembly add(long... instructions) {
        for (long word : instructions) {
            words.add(word);
        }
        return this;
    }

    Assembly map(int register, BpfMap map) {
        maps.add(new MapRelocation(words.size(), map));
        return add(Instructions.loadImm64(register, PseudoSource.MAP_FD, 0), Instructions.loadImm64High(0));
    }

    Assembly value(int register, BpfMap map, int offset) {
        maps.add(new MapRelocation(words.size(), map));
        return add(Instructions.loadImm64(register, PseudoSource.MAP_VALUE, 0), Instructions.loadImm64High(offset));
    }

    /** A jump whose offset is known when the label is. */
    Assembly branch(String label, IntToLongFunction encoder) {
        branches.add(new Branch(words.size(), label, encoder));
        return add(0);
    }

    Assembly label(String name) {
        labels.put(name, words.size());
        return this;
    }

    Program load(String name, ProgramType type) {
        long[] code = words.stream().mapToLong(Long::longValue).toArray();
        for (Branch branch : branches) {
            int target = Objects.requireNonNull(labels.get(branch.label()), branch.label());
            code[branch.at()] = branch.encoder().applyAsLong(target - branch.at() - 1);
        }
        return Program.load(ProgramSpec.builder(name, type)
                .instructions(code)
                .relocations(maps)
                .build());
    }
}
