package dev.skep.security.policy.fuzz;

/**
 * What the kernel and an oracle do not agree about.
 *
 * @param kind what sort it is: equal of one fault, however small the case is
 * @param text all of it
 * @param part which part, from 0
 * @param act which act of that, from 0
 * @param moved whether the kernel has moved pages meanwhile, so that something may not have been read
 */
record Disagreement(String kind, String text, int part, int act, boolean moved) {
    /** This, and whether pages were moved. */
    Disagreement moved(boolean any) {
        return new Disagreement(kind, text, part, act, any);
    }
}
