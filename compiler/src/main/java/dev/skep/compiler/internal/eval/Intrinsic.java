package dev.skep.compiler.internal.eval;

/** Compiles calls of methods that have no bytecode the kernel could run: helpers, maps, memory, some of the JDK. */
@FunctionalInterface
public interface Intrinsic {
    /** Emits the call's code and gives its result, if it has one, to the site. */
    void call(CallSite site);
}
