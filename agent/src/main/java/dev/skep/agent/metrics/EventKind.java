package dev.skep.agent.metrics;

import dev.skep.events.Event;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.process.ProcessExec;
import dev.skep.security.process.ProcessExit;
import dev.skep.security.process.ProcessThrottle;

/** Kinds of events, as metrics name them: as a type of the interface, and as Tetragon's number of the kernel's message. */
enum EventKind {
    PROCESS_EXEC(5),
    PROCESS_EXIT(7),
    PROCESS_KPROBE(13),
    PROCESS_TRACEPOINT(14),
    PROCESS_UPROBE(15),
    PROCESS_LSM(16),
    PROCESS_LOADER(26),
    PROCESS_THROTTLE(27),
    PROCESS_USDT(28);

    private final String operation;

    EventKind(int operation) {
        this.operation = Integer.toString(operation);
    }

    static EventKind of(Event event) {
        // Not a switch: that would make a class for itself at the start.
        if (event instanceof ProcessExec) {
            return PROCESS_EXEC;
        }
        if (event instanceof ProcessExit) {
            return PROCESS_EXIT;
        }
        return switch (event) {
            case PolicyEvent policy -> of(policy.hook());
            case LoaderEvent _ -> PROCESS_LOADER;
            case ProcessThrottle _ -> PROCESS_THROTTLE;
            default -> throw new IllegalStateException("no kind for " + event.getClass());
        };
    }

    private static EventKind of(HookName hook) {
        return switch (hook) {
            case HookName.Kprobe _, HookName.Fentry _ -> PROCESS_KPROBE;
            case HookName.Tracepoint _ -> PROCESS_TRACEPOINT;
            case HookName.Uprobe _ -> PROCESS_UPROBE;
            case HookName.Usdt _ -> PROCESS_USDT;
            case HookName.Lsm _ -> PROCESS_LSM;
        };
    }

    /** Tetragon's number of the message, as a label. */
    String operation() {
        return operation;
    }
}
