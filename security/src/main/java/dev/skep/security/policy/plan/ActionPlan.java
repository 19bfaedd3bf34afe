package dev.skep.security.policy.plan;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.program.UserWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a rule does.
 *
 * @param posts whether it sends a record
 * @param post how, if the policy says more of it
 * @param signals the signals that it sends
 * @param override the result that it lets the hook return; empty for none
 * @param writes what it writes into the process
 * @param change what it achieved when a result was replaced or something was written; {@link Effect#OBSERVED} if it does neither
 * @param notice what it wants of the enforcer
 * @param withdraws whether it takes that back
 * @param tracks sockets that it remembers or forgets
 * @param shown the action that its events name
 * @param requests what the agent does when a record comes
 */
record ActionPlan(
        boolean posts,
        Optional<Action.Post> post,
        Set<Integer> signals,
        OptionalInt override,
        List<UserWrite> writes,
        Effect change,
        Optional<Notice> notice,
        boolean withdraws,
        List<Track> tracks,
        ActionKind shown,
        List<Action.ByAgent> requests) {
    private static final int SIGKILL = 9;
    private static final int EPERM = 1;

    /** Copies. */
    ActionPlan {
        signals = Set.copyOf(signals);
        writes = List.copyOf(writes);
        tracks = List.copyOf(tracks);
        requests = List.copyOf(requests);
    }

    /**
     * What is wanted of the enforcer.
     *
     * @param error a result, 0 for none
     * @param signal a signal, 0 for none
     */
    record Notice(int error, int signal) {}

    /**
     * A socket.
     *
     * @param socket the socket
     * @param remembered whether it is remembered, and not forgotten
     */
    record Track(StructReader socket, boolean remembered) {}

    /**
     * Where actions are done.
     *
     * @param kernel what may be done at all
     * @param enforces whether more is done than to tell
     * @param serving the hook
     * @param atReturn whether the function has returned
     * @param arguments the hook's arguments, by position
     * @param enforcer whether the hooks of the policy's enforcers are there
     */
    record Setting(
            KernelOffer kernel,
            boolean enforces,
            Serving serving,
            boolean atReturn,
            List<PlannedArgument> arguments,
            boolean enforcer) {
        /** Copies. */
        Setting {
            arguments = List.copyOf(arguments);
        }

        private Denial denial() {
            return atReturn ? Denial.NONE : serving.denial();
        }
    }

    /**
     * What a list of actions comes to.
     *
     * @param field where the list stands, for messages
     * @throws PolicyException if one of them cannot be done there
     */
    static ActionPlan of(List<Action> actions, Setting setting, String field) {
        Draft draft = new Draft(setting);
        for (int i = 0; i < actions.size(); i++) {
            try {
                draft.add(actions.get(i));
            } catch (Refused refused) {
                throw new PolicyException(
                        actions.get(i).place(),
                        field + "[" + i + "]",
                        actions.get(i).kind().tetragonName() + ": " + Objects.requireNonNull(refused.getMessage()));
            }
        }
        return draft.plan();
    }

    /** A plan under construction. */
    private static final class Draft {
        private final Setting setting;
        private boolean posts = true;
        private Optional<Action.Post> post = Optional.empty();
        private final Set<Integer> signals = new HashSet<>();
        private OptionalInt override = OptionalInt.empty();
        private final List<UserWrite> writes = new ArrayList<>();
        private Effect change = Effect.OBSERVED;
        private Optional<Notice> notice = Optional.empty();
        private boolean withdraws;
        private ActionKind shown = ActionKind.POST;
        private final List<Track> tracks = new ArrayList<>();
        private final List<Action.ByAgent> requests = new ArrayList<>();

        private Draft(Setting setting) {
            this.setting = setting;
        }

        private void add(Action action) {
            switch (action) {
                case Action.Post p -> post(p);
                case Action.NoPost p -> posts = false;
                case Action.Sigkill p -> signal(SIGKILL);
                case Action.Signal p -> signal(p.number());
                case Action.OverrideReturn p -> override(p);
                case Action.GetUrl p -> requests.add(p);
                case Action.DnsLookup p -> requests.add(p);
                case Action.TrackSock p -> tracks.add(new Track(socket(p.position()), true));
                case Action.UntrackSock p -> tracks.add(new Track(socket(p.position()), false));
                case Action.NotifyEnforcer p -> notice(p);
                case Action.CleanupEnforcerNotification p -> withdraws = setting.enforcer();
                case Action.OverrideRegisters p -> write(new UserWrites(setting).registers(p), Effect.CHANGED);
                case Action.OverrideCall p -> write(new UserWrites(setting).call(p), Effect.CHANGED);
                case Action.Set p -> write(new UserWrites(setting).argument(p), Effect.CHANGED);
            }
            if (!(action instanceof Action.Post) && !(action instanceof Action.NoPost)) {
                shown = action.kind();
            }
        }

        private void post(Action.Post p) {
            boolean stacks = p.kernelStack() || p.userStack();
            if (stacks && setting.serving().hook().isOfControlGroups()) {
                throw Refused.because("programs at " + setting.serving().hook() + " may not read call stacks");
            }
            post = Optional.of(p);
        }

        private void signal(int number) {
            if (!setting.serving().hook().isOfWhoRuns()) {
                throw Refused.because(
                        "no signal is sent at " + setting.serving().hook()
                                + ": the process that runs there need not be the one whose packet it is");
            }
            signals.add(number);
        }

        private void override(Action.OverrideReturn p) {
            if (setting.serving().hook() instanceof KernelHook.UserFunction) {
                write(new UserWrites(setting).result(p), Effect.DENIED);
                return;
            }
            if (setting.denial() == Denial.NONE) {
                throw Refused.because(
                        "the result cannot be replaced at " + setting.serving().hook());
            }
            boolean positive = p.error() > 0 && setting.denial() == Denial.CGROUP;
            override = OptionalInt.of(positive ? -p.error() : p.error());
            change = Effect.DENIED;
        }

        private void write(UserWrite write, Effect effect) {
            writes.add(write);
            change = effect;
        }

        private StructReader socket(int position) {
            if (position < setting.arguments().size()
                    && setting.arguments().get(position) instanceof PlannedArgument.Network network
                    && network.endpoints().socket() != null) {
                return network.endpoints().socket();
            }
            throw Refused.because("argument " + position + " is no socket here");
        }

        /** Without hooks for enforcers, a signal alone can be sent at once. */
        private void notice(Action.NotifyEnforcer p) {
            if (setting.enforcer()) {
                notice = Optional.of(new Notice(p.error(), p.signal()));
            } else if (p.signal() != 0) {
                signals.add(p.signal());
            } else {
                throw Refused.because(
                        "results of system calls cannot be replaced in this kernel, and the enforcer is asked for no"
                                + " signal");
            }
        }

        private ActionPlan plan() {
            // Where a program may deny, what a dying process began does not take effect.
            boolean denies = setting.denial() == Denial.RESULT || setting.denial() == Denial.CGROUP;
            if (signals.contains(SIGKILL) && override.isEmpty() && denies) {
                override = OptionalInt.of(-EPERM);
                change = Effect.DENIED;
            }
            boolean enforces = setting.enforces();
            return new ActionPlan(
                    posts,
                    post,
                    enforces ? signals : Set.of(),
                    enforces ? override : OptionalInt.empty(),
                    enforces ? writes : List.of(),
                    enforces ? change : Effect.OBSERVED,
                    enforces ? notice : Optional.empty(),
                    withdraws,
                    tracks,
                    posts ? shown : ActionKind.NO_POST,
                    requests);
        }
    }

    /** This, and what another does; where only one result can be given, this one's. */
    ActionPlan and(ActionPlan other) {
        Set<Integer> allSignals = new HashSet<>(signals);
        allSignals.addAll(other.signals);
        List<Track> allTracks = new ArrayList<>(tracks);
        allTracks.addAll(other.tracks);
        List<UserWrite> allWrites = new ArrayList<>(writes);
        allWrites.addAll(other.writes);
        List<Action.ByAgent> allRequests = new ArrayList<>(requests);
        allRequests.addAll(other.requests);
        return new ActionPlan(
                posts && other.posts,
                post.or(other::post),
                allSignals,
                override.isPresent() ? override : other.override,
                allWrites,
                change == Effect.OBSERVED ? other.change : change,
                notice.or(other::notice),
                withdraws || other.withdraws,
                allTracks,
                shown == ActionKind.POST ? other.shown : shown,
                allRequests);
    }

    /** The signal that decides what becomes of the process; empty for none. */
    OptionalInt decidingSignal() {
        return signals.contains(SIGKILL)
                ? OptionalInt.of(SIGKILL)
                : signals.stream().mapToInt(Integer::intValue).min();
    }

    /** Whether it does anything that has to be done where it matches. */
    boolean acts() {
        return !signals.isEmpty() || override.isPresent() || !writes.isEmpty() || notice.isPresent() || withdraws;
    }
}
