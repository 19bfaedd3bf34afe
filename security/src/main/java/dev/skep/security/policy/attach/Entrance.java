package dev.skep.security.policy.attach;

import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.keep.Pins;

/** What a hook is reached by, and stays: it goes on to programs that are exchanged behind it. */
interface Entrance extends AutoCloseable {
    /** The hook. */
    KernelHook hook();

    /** Attaches it, with nothing behind it yet. */
    void attach(KnownPrograms known);

    /** Whether it is attached, be it with nothing behind it. */
    boolean isAttached();

    /** What programs behind it are told of which hook it is, where hooks of the kind tell. */
    int seat();

    /** Keeps it when this process ends, until it is {@linkplain #forget forgotten}. */
    void keep(Pins keeping, String name);

    /** Whether it stays when this process ends. */
    boolean isKept();

    /** Does nothing from now on, however long the kernel holds what was kept; it is still to be closed. */
    void forget();

    /** Puts a program in the place of the one that was there, which is closed where there are several places. */
    void set(int place, Behind program);

    /** Memory of what is attached in the kernel, without that of the programs behind it. */
    long bytes();

    /** Leaves no rules behind it: what happens at the hook from now on is seen by nobody. */
    void empty(KnownPrograms known);

    /** Leaves no rules behind it, and it to those who want the hook again. */
    void leave(IdleEntrances idle, KnownPrograms known);

    /** Detaches. */
    @Override
    void close();
}
