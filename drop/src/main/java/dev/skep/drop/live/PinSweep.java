package dev.skep.drop.live;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Clears away pins that do nothing any more, and finishes changes whose process was killed. Whoever runs it has the {@linkplain
 * DropPins#lock lock}, so that nobody is in the middle of one.
 */
public final class PinSweep {
    private final DropPins pins;
    private final BiConsumer<String, DropState> removed;

    /**
     * A sweep.
     *
     * @param removed is told each name that is removed, and why
     */
    public PinSweep(DropPins pins, BiConsumer<String, DropState> removed) {
        this.pins = pins;
        this.removed = removed;
    }

    /** Looks at every name. What cannot be read, because it is foreign or of a later Skep, stays. */
    public void run() throws IOException {
        for (String name : pins.names()) {
            if (pins.isEmpty(name)) {
                remove(name, DropState.UNFINISHED);
                continue;
            }
            Optional<LiveDrop> found = pins.open(name);
            if (found.isPresent()) {
                try (LiveDrop drop = found.get()) {
                    look(name, drop);
                }
            }
        }
    }

    private void look(String name, LiveDrop drop) throws IOException {
        DropState state = drop.state();
        if (state != DropState.ACTIVE) {
            drop.end();
            remove(name, state);
        } else if (drop.differs()) {
            drop.settle();
        }
    }

    private void remove(String name, DropState state) throws IOException {
        pins.remove(name);
        removed.accept(name, state);
    }
}
