package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.security.process.program.ProcessState;
import dev.skep.security.process.program.ProcessStates;

/**
 * What {@link Marks} noted of the process that runs.
 *
 * @param processes where it is kept
 * @param word which of it
 */
public record ProcessBits(ProcessStates processes, Word word) implements NumberReader {
    /** What is kept of a process. */
    public enum Word {
        /** Of the program that it runs. */
        BINARY("binary"),
        /** Of the program that its parent ran, and of what the parent descends from. */
        PARENT("binary of the parent"),
        /** Of what it descends from. */
        FOLLOWED("binary or process, and those above it");

        private final String text;

        Word(String text) {
            this.text = text;
        }
    }

    @Override
    public long read(HookContext context) {
        ProcessState state = processes.get((int) (Helpers.getCurrentPidTgid() >>> Integer.SIZE));
        if (state == null) {
            return 0;
        }
        return switch (word) {
            case BINARY -> state.binaries();
            case PARENT -> state.parentBinaries();
            case FOLLOWED -> state.followed();
        };
    }

    @Override
    public int cost() {
        return Cost.LOOKUP;
    }

    @Override
    public String toString() {
        return word.text;
    }
}
