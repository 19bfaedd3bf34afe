package dev.skep.cli.drop;

import dev.skep.cli.command.CommandFailure;
import dev.skep.drop.filter.Filter;
import java.util.List;
import java.util.Optional;

/** Refuses filters that would drop the packets of the session in which they are typed. */
final class SessionGuard {
    private SessionGuard() {}

    static void check(List<Filter> filters) {
        Optional<RemoteSession> session = RemoteSession.current();
        session.flatMap(here -> here.cutBy(filters)).ifPresent(filter -> {
            throw CommandFailure.usage("'" + filter.text() + "' would drop packets that this very session needs, from "
                    + session.get().peer() + ": add 'and not src host' its address, or --force");
        });
    }
}
