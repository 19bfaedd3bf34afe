package dev.skep.compiler.fuzz.generator;

import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.JavaType;
import java.util.ArrayList;
import java.util.List;

/**
 * What the code at one place may use. A scope inside of another sees what the outer one had when it was made.
 *
 * @param locals types of all locals, the parameters first
 * @param writable locals that may be assigned
 * @param structs structs in memory
 * @param loops labels of the loops around
 * @param main whether this is the method itself, which has fields, maps and memory
 */
record Scope(
        List<JavaType> locals,
        List<Integer> writable,
        List<Integer> structs,
        List<Integer> loops,
        List<Body> others,
        List<Integer> arrays,
        int pairs,
        int stackStructs,
        int firstOther,
        boolean packet,
        boolean main,
        int depth) {

    /** One level deeper. */
    Scope inner() {
        return with(structs, loops);
    }

    /** One level deeper, with one more struct. */
    Scope withStruct(int struct) {
        List<Integer> more = new ArrayList<>(structs);
        more.add(struct);
        return with(more, loops);
    }

    /** One level deeper, inside of a loop. */
    Scope withLoop(int label) {
        List<Integer> more = new ArrayList<>(loops);
        more.add(label);
        return with(structs, more);
    }

    private Scope with(List<Integer> newStructs, List<Integer> newLoops) {
        return new Scope(
                locals,
                writable,
                newStructs,
                newLoops,
                others,
                arrays,
                pairs,
                stackStructs,
                firstOther,
                packet,
                main,
                depth + 1);
    }

    /** The writable locals of a type. */
    List<Integer> writable(JavaType type) {
        return writable.stream().filter(i -> locals.get(i) == type).toList();
    }
}
