package dev.skep.security.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * One hook of a policy.
 *
 * @param point where it hooks, and the kind of hook
 * @param index its position among the hooks of its kind, from 0; the {@code hook_idx} of Tetragon's status
 * @param arguments what it reads of the hook's arguments, in the order of the policy
 * @param data what it reads from elsewhere, in the order of the policy
 * @param returnArgument what it reads when the function returns; present if the policy has {@code return: true}
 * @param returnAction what it does with the socket that is returned: {@link ActionKind#TRACK_SOCK} or {@link ActionKind#UNTRACK_SOCK}
 * @param selectors the cases; the first that matches counts. Empty: every call is posted
 * @param message what its events say beside the facts; empty: nothing
 * @param tags words for its events
 * @param ignore what must not keep the policy from loading
 * @param place where it stands
 */
public record Hook(
        HookPoint point,
        int index,
        List<Argument> arguments,
        List<Argument> data,
        Optional<Argument> returnArgument,
        Optional<ActionKind> returnAction,
        List<Selector> selectors,
        String message,
        List<String> tags,
        Ignore ignore,
        Place place) {
    /** Copies the lists. */
    public Hook {
        arguments = List.copyOf(arguments);
        data = List.copyOf(data);
        selectors = List.copyOf(selectors);
        tags = List.copyOf(tags);
    }

    /**
     * What may be missing: the hook is then left out, or its missing part.
     *
     * @param callNotFound functions that this kernel has not
     * @param digestVerificationFailure binaries that are not those meant
     */
    public record Ignore(boolean callNotFound, boolean digestVerificationFailure) {
        /** Nothing may be missing. */
        public static final Ignore NOTHING = new Ignore(false, false);
    }
}
