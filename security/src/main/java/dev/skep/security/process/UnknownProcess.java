package dev.skep.security.process;

/** Makes what is shown of a process that nobody told of. */
@FunctionalInterface
interface UnknownProcess {
    /** The one that began at {@code start}. */
    Process find(int pid, long start);
}
