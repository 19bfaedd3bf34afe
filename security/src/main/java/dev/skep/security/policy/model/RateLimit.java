package dev.skep.security.policy.model;

import java.time.Duration;

/**
 * How often the same event is sent: once within an interval. The same is: of the same hook and selector, with the same first 40 bytes of
 * each argument, within the scope.
 *
 * @param interval the interval
 * @param scope of whose events one is sent
 */
public record RateLimit(Duration interval, Scope scope) {
    /** Of whose events one is sent. */
    public enum Scope {
        /** Each thread's. */
        THREAD("thread"),
        /** Each process's. */
        PROCESS("process"),
        /** All. */
        GLOBAL("global");

        private final String tetragonName;

        Scope(String tetragonName) {
            this.tetragonName = tetragonName;
        }

        /** As policies write it. */
        public String tetragonName() {
            return tetragonName;
        }
    }
}
