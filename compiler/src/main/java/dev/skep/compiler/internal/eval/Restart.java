package dev.skep.compiler.internal.eval;

/**
 * Thrown where an array that was taken apart into its elements turns out to be indexed by a value known only at run time: the program is
 * evaluated again with that array in memory.
 */
final class Restart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ArraySite site;

    Restart(ArraySite site) {
        super("the array made at " + site + " must lie in memory", null, false, false);
        this.site = site;
    }

    ArraySite site() {
        return site;
    }
}
