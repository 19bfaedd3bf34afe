package dev.skep.identity.source;

import dev.skep.identity.source.SourceState.Connection;
import dev.skep.identity.source.SourceState.Failure;
import java.time.Instant;
import java.util.Optional;

/** Keeps account of how a source does. Safe for several threads. */
public final class SourceHealth {
    private SourceState state;

    /** Of a source that has not begun; {@code name} is what it is and where its other side is. */
    public SourceHealth(String name) {
        state = new SourceState(name, Connection.STARTING, Instant.now(), "", Optional.empty());
    }

    /** Its other side answers; {@code detail} is who that is, or empty. */
    public synchronized void connected(String detail) {
        change(Connection.CONNECTED, detail, state.lastFailure());
    }

    /** There is no other side. */
    public synchronized void absent() {
        change(Connection.ABSENT, "", state.lastFailure());
    }

    /** The other side does not answer as it should. */
    public synchronized void unreachable(String reason) {
        change(Connection.UNREACHABLE, "", Optional.of(new Failure(reason, Instant.now())));
    }

    /** One answer was not what it should be; the connection stays as it is. */
    public synchronized void failed(String reason) {
        change(state.connection(), state.detail(), Optional.of(new Failure(reason, Instant.now())));
    }

    /** It has ended. */
    public synchronized void closed() {
        change(Connection.CLOSED, "", state.lastFailure());
    }

    private void change(Connection connection, String detail, Optional<Failure> failure) {
        Instant since = connection == state.connection() ? state.since() : Instant.now();
        state = new SourceState(state.name(), connection, since, detail, failure);
    }

    /** How it does now. */
    public synchronized SourceState state() {
        return state;
    }
}
