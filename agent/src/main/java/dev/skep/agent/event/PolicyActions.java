package dev.skep.agent.event;

import dev.skep.api.message.KprobeAction;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.ActionKind;

/** Actions of policies and what they achieved, by the names of the interface. */
final class PolicyActions {
    private PolicyActions() {}

    static KprobeAction of(ActionKind kind) {
        return switch (kind) {
            case POST -> KprobeAction.KPROBE_ACTION_POST;
            case SIGKILL -> KprobeAction.KPROBE_ACTION_SIGKILL;
            case OVERRIDE -> KprobeAction.KPROBE_ACTION_OVERRIDE;
            case GET_URL -> KprobeAction.KPROBE_ACTION_GETURL;
            case DNS_LOOKUP -> KprobeAction.KPROBE_ACTION_DNSLOOKUP;
            case NO_POST -> KprobeAction.KPROBE_ACTION_NOPOST;
            case SIGNAL -> KprobeAction.KPROBE_ACTION_SIGNAL;
            case TRACK_SOCK -> KprobeAction.KPROBE_ACTION_TRACKSOCK;
            case UNTRACK_SOCK -> KprobeAction.KPROBE_ACTION_UNTRACKSOCK;
            case NOTIFY_ENFORCER -> KprobeAction.KPROBE_ACTION_NOTIFYENFORCER;
            case CLEANUP_ENFORCER_NOTIFICATION -> KprobeAction.KPROBE_ACTION_CLEANUPENFORCERNOTIFICATION;
            case SET -> KprobeAction.KPROBE_ACTION_SET;
        };
    }

    /** What is said of the effect: nothing where there was nothing to achieve. */
    static dev.skep.api.message.Effect effect(PolicyEvent event) {
        return switch (event.effect()) {
            case OBSERVED ->
                changesSomething(event.action())
                        ? dev.skep.api.message.Effect.OBSERVED
                        : dev.skep.api.message.Effect.EFFECT_UNKNOWN;
            case DENIED -> dev.skep.api.message.Effect.DENIED;
            case KILLED_BEFORE -> dev.skep.api.message.Effect.KILLED_BEFORE;
            case KILLED_AFTER -> dev.skep.api.message.Effect.KILLED_AFTER;
            case SIGNALLED -> dev.skep.api.message.Effect.SIGNALLED;
            case CHANGED -> dev.skep.api.message.Effect.CHANGED;
            case FAILED -> dev.skep.api.message.Effect.FAILED;
        };
    }

    private static boolean changesSomething(ActionKind kind) {
        return switch (kind) {
            case SIGKILL, SIGNAL, OVERRIDE, NOTIFY_ENFORCER, SET -> true;
            case POST, NO_POST, GET_URL, DNS_LOOKUP, TRACK_SOCK, UNTRACK_SOCK, CLEANUP_ENFORCER_NOTIFICATION -> false;
        };
    }
}
