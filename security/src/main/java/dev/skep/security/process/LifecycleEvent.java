package dev.skep.security.process;

/** A process began to run a program, or ended. */
public sealed interface LifecycleEvent extends ProcessEvent permits ProcessExec, ProcessExit {}
