package dev.skep.compiler.internal.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The paths that leave a region: those that go back to its header, and those that go on elsewhere, by position. */
final class Exits {
    private final List<Pending> back = new ArrayList<>();
    private final Map<Integer, List<Pending>> forward = new TreeMap<>();

    List<Pending> back() {
        return back;
    }

    Map<Integer, List<Pending>> forward() {
        return forward;
    }

    void add(int pc, Pending path) {
        forward.computeIfAbsent(pc, k -> new ArrayList<>()).add(path);
    }

    void addForward(Exits other) {
        other.forward.forEach((pc, paths) -> paths.forEach(path -> add(pc, path)));
    }
}
