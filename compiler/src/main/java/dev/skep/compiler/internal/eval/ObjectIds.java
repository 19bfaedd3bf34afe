package dev.skep.compiler.internal.eval;

/** Numbers for the objects of the abstract heap, each used once. */
final class ObjectIds {
    private int last;

    Virtual next() {
        return new Virtual(++last);
    }
}
