package dev.skep.security.policy.keep;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What an agent takes over from those before it, and what it leaves itself. Closed when nothing of the agent is at work any more: what it
 * keeps stays in force, if it came to work at all. Safe for several threads.
 */
public final class Succession implements AutoCloseable {
    private final List<Kept> before;
    private final @Nullable Pins pins;
    private final AtomicLong unread = new AtomicLong();
    private volatile boolean established;

    private Succession(List<Kept> before, @Nullable Pins pins) {
        this.before = List.copyOf(before);
        this.pins = pins;
    }

    /** Nothing was left, and nothing will be. */
    public static Succession none() {
        return new Succession(List.of(), null);
    }

    /**
     * Looks at what was left.
     *
     * @param keeps whether this agent keeps its policies, too
     * @throws IOException if it cannot keep them, or what is there is not trusted
     */
    public static Succession open(KeptFolder folder, boolean keeps) throws IOException {
        List<Kept> left = folder.left();
        try {
            // Of an agent that had no policies.
            left.stream().filter(Kept::isEmpty).forEach(Kept::end);
            return new Succession(left, keeps ? folder.begin() : null);
        } catch (IOException | RuntimeException failure) {
            left.forEach(Kept::close);
            throw failure;
        }
    }

    /** Where policies are kept; empty if they are not. */
    public Optional<Pins> pins() {
        return Optional.ofNullable(pins);
    }

    /** What was left, as far as it is still in force, the latest first. */
    public List<Kept> before() {
        return before.stream().filter(kept -> !kept.isOver()).toList();
    }

    /** Names of the policies that were left and are still in force. */
    public List<String> policies() {
        return before().stream()
                .flatMap(kept -> kept.manifest().stream())
                .flatMap(manifest -> manifest.policies().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Takes out of force what was left; to be called when everything that takes its place is in force. */
    public void end() {
        for (Kept kept : before()) {
            unread.addAndGet(kept.unread() + ToldLosses.untold(kept));
            kept.end();
        }
    }

    /** Events that what was left had seen and nobody will read: those that waited, and those that found no room. */
    public long unread() {
        return unread.get();
    }

    /** The agent is at work: what it keeps stays in force from now on when this is closed. */
    public void establish() {
        established = true;
    }

    /** Names of the policies that stay in force when this is closed. */
    public List<String> kept() {
        return established
                ? pins().map(keeping -> keeping.manifest().policies()).orElse(List.of())
                : List.of();
    }

    @Override
    public void close() {
        before().forEach(Kept::close);
        if (pins != null) {
            if (!established) {
                pins.clear();
            }
            pins.close();
        }
    }
}
