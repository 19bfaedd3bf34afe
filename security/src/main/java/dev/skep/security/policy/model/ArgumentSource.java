package dev.skep.security.policy.model;

/** Where an argument is read from. */
public enum ArgumentSource {
    /** An argument of the hook, or its return value. */
    ARGUMENT,
    /** The task_struct of the process ({@code current_task}). */
    CURRENT_TASK,
    /** A register at the hook ({@code pt_regs}). */
    PT_REGS
}
