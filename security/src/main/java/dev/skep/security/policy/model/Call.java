package dev.skep.security.policy.model;

/** What a kprobe, an fentry or an enforcer names. */
public sealed interface Call {
    /** Where it stands: in the hook, or in the list that the hook names. */
    Place place();

    /**
     * A function of the kernel.
     *
     * @param name its symbol
     * @param place where it stands
     */
    record Function(String name, Place place) implements Call {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A system call: arguments are those of the call.
     *
     * @param syscall the call
     * @param place where it stands
     */
    record SystemCall(Syscall syscall, Place place) implements Call {
        @Override
        public String toString() {
            return syscall.symbol();
        }
    }

    /**
     * Every system call of 64 bits that the kernel has ({@code generated_syscalls}).
     *
     * @param place where the list stands
     */
    record EverySystemCall(Place place) implements Call {
        @Override
        public String toString() {
            return "every system call";
        }
    }

    /**
     * Every function that ftrace can trace and whose name has a match of a pattern ({@code generated_ftrace}); which, the kernel says.
     *
     * @param pattern a regular expression of java.util.regex, of which some part of the name is a match
     * @param place where the list stands
     */
    record FunctionsLike(String pattern, Place place) implements Call {
        @Override
        public String toString() {
            return "functions like " + pattern;
        }
    }
}
