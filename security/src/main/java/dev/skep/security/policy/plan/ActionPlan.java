package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a rule does.
 *
 * @param posts whether it sends a record
 * @param post how, if the policy says more of it
 * @param signal the signal that it sends; empty for none
 * @param override the result that it lets the hook return; empty for none
 * @param shown the action that its events name
 * @param userSide what user space does when a record comes
 */
record ActionPlan(
        boolean posts,
        Optional<Action.Post> post,
        OptionalInt signal,
        OptionalInt override,
        ActionKind shown,
        List<Action> userSide) {
    private static final int SIGKILL = 9;
    private static final int EPERM = 1;

    /** Sends a record and nothing else. */
    static final ActionPlan POST = new ActionPlan(
            true, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), ActionKind.POST, List.of());

    /** Copies. */
    ActionPlan {
        userSide = List.copyOf(userSide);
    }

    /**
     * What a list of actions comes to.
     *
     * @param enforces whether more is done than to tell
     * @param denial what the hook can do so that the operation does not happen
     * @throws Refused if the hook cannot do one of them
     */
    static ActionPlan of(List<Action> actions, boolean enforces, Denial denial) {
        boolean posts = true;
        Optional<Action.Post> post = Optional.empty();
        OptionalInt signal = OptionalInt.empty();
        OptionalInt override = OptionalInt.empty();
        ActionKind shown = ActionKind.POST;
        List<Action> userSide = new java.util.ArrayList<>();
        for (Action action : actions) {
            switch (action) {
                case Action.Post p -> post = Optional.of(p);
                case Action.NoPost p -> posts = false;
                case Action.Sigkill p -> signal = OptionalInt.of(SIGKILL);
                case Action.Signal p -> signal = OptionalInt.of(p.number());
                case Action.OverrideReturn p -> override = OptionalInt.of(p.error());
                case Action.GetUrl p -> userSide.add(p);
                case Action.DnsLookup p -> userSide.add(p);
                case Action.OverrideRegisters p -> throw unable(p);
                case Action.OverrideCall p -> throw unable(p);
                case Action.TrackSock p -> throw unable(p);
                case Action.UntrackSock p -> throw unable(p);
                case Action.NotifyEnforcer p -> throw unable(p);
                case Action.CleanupEnforcerNotification p -> throw unable(p);
                case Action.Set p -> throw unable(p);
            }
            if (!(action instanceof Action.Post) && !(action instanceof Action.NoPost)) {
                shown = action.kind();
            }
        }
        // Where a program may deny, what a dying process began does not take effect.
        if (signal.orElse(0) == SIGKILL && override.isEmpty() && denial == Denial.RESULT) {
            override = OptionalInt.of(-EPERM);
        }
        return new ActionPlan(
                posts,
                post,
                enforces ? signal : OptionalInt.empty(),
                enforces ? override : OptionalInt.empty(),
                posts ? shown : ActionKind.NO_POST,
                userSide);
    }

    private static Refused unable(Action action) {
        return Refused.because("action " + action.kind().tetragonName() + " is not done here yet");
    }
}
