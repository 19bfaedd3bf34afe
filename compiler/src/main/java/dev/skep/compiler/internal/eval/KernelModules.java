package dev.skep.compiler.internal.eval;

import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.ModuleBtf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The modules of the running kernel, as far as the programs of one load ask for what the kernel itself does not have. */
public final class KernelModules {
    private record Wanted(String name, BtfKind kind) {}

    private final Map<Wanted, Optional<ModuleBtf>> found = new HashMap<>();
    private final List<String> called = new ArrayList<>();

    KernelModules() {}

    /** The module whose own types have this one. */
    public Optional<ModuleBtf> with(String name, BtfKind kind) {
        return found.computeIfAbsent(new Wanted(name, kind), wanted -> ModuleBtf.with(name, kind));
    }

    /** Whether nothing was asked of them so far. */
    boolean unused() {
        return found.isEmpty();
    }

    /** By which number calls name the functions of {@code module}. */
    public int number(String module) {
        if (!called.contains(module)) called.add(module);
        return called.indexOf(module) + 1;
    }

    /** The modules of which functions are called, in the order of their numbers, the first of which is 1. */
    public List<String> called() {
        return List.copyOf(called);
    }
}
