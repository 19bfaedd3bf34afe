package dev.skep.bpf.feature;

/** Tries a feature out and leaves nothing behind. */
@FunctionalInterface
interface Probe {
    /** What worked; throws a KernelException when something did not. */
    Support run();
}
