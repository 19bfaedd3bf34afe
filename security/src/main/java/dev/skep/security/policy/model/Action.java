package dev.skep.security.policy.model;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What is done when a selector holds. */
public sealed interface Action {
    /** Its kind. */
    ActionKind kind();

    /** Where it stands. */
    Place place();

    /** What is done by the agent, when the event has come to it, and not in the kernel. */
    sealed interface ByAgent extends Action {}

    /**
     * Sends the event.
     *
     * @param rateLimit how often at most; empty: always
     * @param kernelStack with the kernel's stack
     * @param userStack with the process's stack
     * @param imageHash with the file's hash of IMA
     * @param place where it stands
     */
    record Post(Optional<RateLimit> rateLimit, boolean kernelStack, boolean userStack, boolean imageHash, Place place)
            implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.POST;
        }
    }

    /**
     * Sends no event.
     *
     * @param place where it stands
     */
    record NoPost(Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.NO_POST;
        }
    }

    /**
     * Kills the process with SIGKILL.
     *
     * @param place where it stands
     */
    record Sigkill(Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.SIGKILL;
        }
    }

    /**
     * Sends the process a signal.
     *
     * @param number its number, 1 to 64
     * @param place where it stands
     */
    record Signal(int number, Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.SIGNAL;
        }
    }

    /**
     * Lets the function, system call or LSM hook return a value instead of doing its work.
     *
     * @param error the value, an error as a negative number
     * @param place where it stands
     */
    record OverrideReturn(int error, Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.OVERRIDE;
        }
    }

    /**
     * Writes registers of the process (uprobes).
     *
     * @param assignments what is written, in this order
     * @param place where it stands
     */
    record OverrideRegisters(List<RegisterAssignment> assignments, Place place) implements Action {
        /** Copies the list. */
        public OverrideRegisters {
            assignments = List.copyOf(assignments);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.OVERRIDE;
        }
    }

    /**
     * Lets the process continue in another function of the same binary (uprobes).
     *
     * @param target the function
     * @param place where it stands
     */
    record OverrideCall(UserLocation target, Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.OVERRIDE;
        }
    }

    /**
     * The agent asks for an address with GET.
     *
     * @param url the address
     * @param place where it stands
     */
    record GetUrl(URI url, Place place) implements ByAgent {
        @Override
        public ActionKind kind() {
            return ActionKind.GET_URL;
        }
    }

    /**
     * The agent looks a name up.
     *
     * @param name the name
     * @param place where it stands
     */
    record DnsLookup(String name, Place place) implements ByAgent {
        @Override
        public ActionKind kind() {
            return ActionKind.DNS_LOOKUP;
        }
    }

    /**
     * Remembers that a socket is the process's.
     *
     * @param position the socket's position in {@link Hook#arguments()}
     * @param place where it stands
     */
    record TrackSock(int position, Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.TRACK_SOCK;
        }
    }

    /**
     * Forgets whose a socket is.
     *
     * @param position the socket's position in {@link Hook#arguments()}
     * @param place where it stands
     */
    record UntrackSock(int position, Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.UNTRACK_SOCK;
        }
    }

    /**
     * Lets the policy's {@link Enforcer} end the system call that the process is making.
     *
     * @param error what the call returns, an error as a negative number; 0: the call is done
     * @param signal what signal the process gets; 0: none
     * @param place where it stands
     */
    record NotifyEnforcer(int error, int signal, Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.NOTIFY_ENFORCER;
        }
    }

    /**
     * Takes back what {@link NotifyEnforcer} said.
     *
     * @param place where it stands
     */
    record CleanupEnforcerNotification(Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.CLEANUP_ENFORCER_NOTIFICATION;
        }
    }

    /**
     * Writes an argument of a USDT, which has to lie in memory.
     *
     * @param index which argument of the probe, from 0
     * @param value what is written, 32 bits unsigned
     * @param place where it stands
     */
    record Set(int index, int value, Place place) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.SET;
        }
    }
}
