package dev.skep.agent.policy;

import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.keep.Succession;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Ends what an agent before has kept, as soon as nothing is missing that takes its place. Until then both are in force. It waits
 *
 * <ol>
 *   <li>as long as a policy that was kept cannot be put into force here, or a file cannot be read that may have it: somebody has to mend
 *       it, or delete it;
 *   <li>some minutes for the policies of Kubernetes, if one that was kept is not here yet;
 *   <li>some seconds until it is known whose the control groups are that the one before knew: of those that are gone it will not be.
 * </ol>
 */
final class TakeOver implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(TakeOver.class.getName());
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration FOR_WORKLOADS = Duration.ofSeconds(10);
    private static final Duration FOR_RESOURCES = Duration.ofMinutes(5);

    private final Succession succession;
    private final PolicyManager manager;
    private final PolicyEngine engine;
    private final BooleanSupplier listed;
    private final Thread thread;
    private final long beginNanos = System.nanoTime();
    private Set<String> told = Set.of();

    private TakeOver(Succession succession, PolicyManager manager, PolicyEngine engine, BooleanSupplier listed) {
        this.succession = succession;
        this.manager = manager;
        this.engine = engine;
        this.listed = listed;
        thread = Thread.ofVirtual().name("take-over").unstarted(this::run);
    }

    /**
     * Begins; what can end at once has ended when it returns.
     *
     * @param listed whether the policies of Kubernetes have been listed, if there are any
     */
    static TakeOver start(Succession succession, PolicyManager manager, PolicyEngine engine, BooleanSupplier listed) {
        TakeOver made = new TakeOver(succession, manager, engine, listed);
        if (!succession.before().isEmpty() && !made.ended()) {
            made.thread.start();
        }
        return made;
    }

    private void run() {
        try {
            do {
                Thread.sleep(OFTEN);
            } while (!ended());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver(Duration patience) {
        return System.nanoTime() - beginNanos > patience.toNanos();
    }

    private boolean ended() {
        if (isMissing() || isChanging() || !(engine.isReadyToSucceed() || isOver(FOR_WORKLOADS))) {
            return false;
        }
        List<String> kept = succession.policies();
        Set<String> here = here().keySet();
        List<String> gone = kept.stream().filter(name -> !here.contains(name)).toList();
        try {
            succession.end();
        } catch (UncheckedIOException refused) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "what the agent before kept cannot be ended and stays in force: " + refused.getMessage());
            return true;
        }
        LOGGER.log(
                System.Logger.Level.INFO,
                "policies that the agent before kept are taken over"
                        + (kept.isEmpty() ? "" : ": " + String.join(", ", kept))
                        + (gone.isEmpty() ? "" : "; this agent has not, and they end: " + String.join(", ", gone))
                        + (succession.pins().isPresent() ? "" : "; this agent keeps none when it ends")
                        + "; " + succession.unread() + " events waited for a reader and are lost");
        return true;
    }

    /** Whether a policy that was kept should be in force here and is not. */
    private boolean isMissing() {
        Map<String, PolicyEntry> here = here();
        boolean incomplete = !manager.unreadable().isEmpty() || !(listed.getAsBoolean() || isOver(FOR_RESOURCES));
        Set<String> missing = succession.policies().stream()
                .filter(name -> here.containsKey(name) ? here.get(name).state() == PolicyState.LOAD_ERROR : incomplete)
                .collect(Collectors.toUnmodifiableSet());
        if (!missing.equals(told)) {
            told = missing;
            if (!missing.isEmpty()) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "all that the agent before kept stays in force until this one can put into force, or is told to delete: "
                                + String.join(", ", missing) + " (skep policy list)");
            }
        }
        return !missing.isEmpty();
    }

    /** Whether a policy that was kept is about to be in force: it is not yet. */
    private boolean isChanging() {
        Map<String, PolicyEntry> here = here();
        return succession.policies().stream()
                .map(here::get)
                .anyMatch(entry -> entry != null && entry.state() == PolicyState.LOADING);
    }

    private Map<String, PolicyEntry> here() {
        return manager.list().stream()
                .collect(Collectors.toMap(entry -> entry.name().toString(), entry -> entry));
    }

    @Override
    public void close() {
        thread.interrupt();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
