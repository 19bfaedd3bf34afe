package dev.skep.identity.source;

/** Tells of containers or pods. It runs between {@link #start} and {@link #close}, whether its other side is there or not. */
public interface ContainerSource extends AutoCloseable {
    /** Begins to tell, by threads of its own. Called once. */
    void start(FactSink sink);

    /** There is a container of this id, perhaps not for long: the source asks for it, if it can, without waiting for the answer here. */
    void wanted(String containerId);

    /** Whether it tells of pods and their labels now, so that those of a new container are worth waiting for. */
    default boolean tellsOfPods() {
        return false;
    }

    /** How it does. */
    SourceState state();

    @Override
    void close();
}
