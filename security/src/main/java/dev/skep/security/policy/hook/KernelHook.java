package dev.skep.security.policy.hook;

/** A hook of the running kernel, as a program is attached to it. Equal hooks share one program. */
public sealed interface KernelHook {
    /** Whether it is one of control groups, whose programs may not read call stacks. */
    default boolean isOfControlGroups() {
        return false;
    }

    /** Whether the process that runs there is the one that does what is seen, so that it may be killed for it. */
    default boolean isOfWhoRuns() {
        return true;
    }

    /**
     * A tracepoint with the record of its format; positions are fields of the format.
     *
     * @param name {@code category/name}
     */
    record Tracepoint(String name) implements KernelHook {
        @Override
        public String toString() {
            return "tracepoint " + name;
        }
    }

    /**
     * A system call of programs of 64 bits, among all of them; positions are those of the record of its own tracepoint, from the number of the
     * call on.
     *
     * @param name as its tracepoints have it, such as {@code openat}
     * @param number its number
     * @param returns whether it returns, and does not begin
     * @param turn when its program has its turn: calls that {@linkplain CopyingCalls copy} have one for what they read, turn 0, and another for
     *     what they write
     */
    record SystemCall(String name, int number, boolean returns, int turn) implements KernelHook {
        /** Checks that there is such a turn. */
        public SystemCall {
            boolean copies = !returns && CopyingCalls.NUMBERS.contains(number);
            if (turn < 0 || turn > (copies ? 1 : 0)) {
                throw new IllegalArgumentException(name + ": no turn " + turn);
            }
        }

        /** The same call at another turn. */
        public SystemCall at(int other) {
            return new SystemCall(name, number, returns, other);
        }

        @Override
        public String toString() {
            return "tp_btf " + (returns ? "sys_exit/" : "sys_enter/") + name;
        }
    }

    /**
     * A tracepoint with typed arguments.
     *
     * @param name without category
     */
    record TypedTracepoint(String name) implements KernelHook {
        @Override
        public String toString() {
            return "tp_btf " + name;
        }
    }

    /**
     * The entry of a function, by a trampoline.
     *
     * @param function the function
     */
    record FunctionEntry(String function) implements KernelHook {
        @Override
        public String toString() {
            return "fentry " + function;
        }
    }

    /**
     * The exit of a function, by a trampoline; the result follows the arguments.
     *
     * @param function the function
     */
    record FunctionExit(String function) implements KernelHook {
        @Override
        public String toString() {
            return "fexit " + function;
        }
    }

    /**
     * The result of a function, which the program may replace.
     *
     * @param function the function
     */
    record FunctionResult(String function) implements KernelHook {
        @Override
        public String toString() {
            return "fmod_ret " + function;
        }
    }

    /**
     * A hook of the LSM, at which the program may deny.
     *
     * @param hook its name
     */
    record Security(String hook) implements KernelHook {
        @Override
        public String toString() {
            return "lsm " + hook;
        }
    }

    /**
     * A hook of the LSM with three programs, one after the other: the rules, one that may sleep and asks IMA for the hash of the hook's file,
     * and one that sends what matched and denies.
     *
     * @param hook its name
     * @param part which of them
     */
    record SecurityWithHash(String hook, Part part) implements KernelHook {
        /** One of the programs. */
        public enum Part {
            /** The rules. */
            RULES,
            /** What asks IMA. */
            HASH,
            /** What sends, and denies. */
            END
        }

        /** Another of the programs at this hook. */
        public SecurityWithHash and(Part other) {
            return new SecurityWithHash(hook, other);
        }

        @Override
        public String toString() {
            return switch (part) {
                case RULES -> "lsm " + hook + " with hashes";
                case HASH -> "lsm.s " + hook;
                case END -> "lsm " + hook + " after the hash";
            };
        }
    }

    /**
     * The entry of a function, by a breakpoint.
     *
     * @param function the function
     */
    record KprobeEntry(String function) implements KernelHook {
        @Override
        public String toString() {
            return "kprobe " + function;
        }
    }

    /**
     * The exit of a function, by a changed return address; position 0 is the result.
     *
     * @param function the function
     */
    record KprobeExit(String function) implements KernelHook {
        @Override
        public String toString() {
            return "kretprobe " + function;
        }
    }

    /**
     * A function of a program or library.
     *
     * @param path the file
     * @param symbol the function; empty where the place is an offset in the file
     * @param offset bytes from the function, or from the start of the file
     * @param semaphore where in the file a counter is that tells its processes that they are watched; 0 for none
     */
    record UserFunction(String path, String symbol, long offset, long semaphore) implements KernelHook {
        @Override
        public String toString() {
            return "uprobe " + path + ":" + symbol + (offset == 0 ? "" : "+0x" + Long.toHexString(offset));
        }
    }

    /**
     * The return of such a function; position 0 is the result.
     *
     * @param path the file
     * @param symbol the function; empty where the place is an offset in the file
     * @param offset bytes from the start of the file
     */
    record UserReturn(String path, String symbol, long offset) implements KernelHook {
        @Override
        public String toString() {
            return "uretprobe " + path + ":" + symbol + (offset == 0 ? "" : "+0x" + Long.toHexString(offset));
        }
    }

    /**
     * A probe that a program or library brings along.
     *
     * @param path the file
     * @param provider its provider
     * @param name its name
     */
    record UserProbe(String path, String provider, String name) implements KernelHook {
        @Override
        public String toString() {
            return "usdt " + path + ":" + provider + ":" + name;
        }
    }

    /**
     * Connecting a socket, for all processes below the root control group; the program may deny. Positions are those of {@code
     * ConnectContext}.
     *
     * @param ip6 whether of IPv6
     */
    record Connect(boolean ip6) implements KernelHook {
        @Override
        public boolean isOfControlGroups() {
            return true;
        }

        @Override
        public String toString() {
            return ip6 ? "cgroup/connect6" : "cgroup/connect4";
        }
    }

    /**
     * A packet that a socket of the Internet receives or sends, for all processes below the root control group; position 0 is the packet.
     *
     * @param egress whether it is sent
     */
    record Packet(boolean egress) implements KernelHook {
        @Override
        public boolean isOfControlGroups() {
            return true;
        }

        @Override
        public boolean isOfWhoRuns() {
            return false;
        }

        @Override
        public String toString() {
            return egress ? "cgroup_skb/egress" : "cgroup_skb/ingress";
        }
    }

    /** The last close of a socket of the Internet, for all processes below the root control group; position 0 is the socket. */
    record SocketRelease() implements KernelHook {
        @Override
        public boolean isOfControlGroups() {
            return true;
        }

        @Override
        public String toString() {
            return "cgroup/sock_release";
        }
    }
}
