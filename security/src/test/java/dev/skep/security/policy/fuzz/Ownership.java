package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.Policy;
import java.util.List;

/** Says of whom events of sockets tell, which policies may have remembered somebody of ({@code TrackSock}). */
final class Ownership {
    /** The function that makes sockets, and which of its arguments the family is. */
    static final String MADE = "sk_alloc";

    static final int FAMILY = 1;

    private Ownership() {}

    /** Whether it was done by a process that was forked for it, and that process is told of. */
    static boolean isOfFork(List<Policy> policies, Hook hook, Act act) {
        boolean fork = act.facts().pid() != act.facts().actor();
        // The socket is the parent's.
        return fork
                && !(act instanceof Connection connection
                        && readsSocket(hook)
                        && policies.stream().anyMatch(policy -> remembers(policy, connection)));
    }

    private static boolean readsSocket(Hook hook) {
        return hook.arguments().stream().map(Argument::type).anyMatch(type -> switch (type) {
            case SOCK, SOCKET -> true;
            default -> false;
        });
    }

    private static boolean remembers(Policy policy, Connection connection) {
        int family = connection.ip6() ? Address.INET6 : Address.INET;
        return policy.hooks().stream()
                .filter(hook -> hook.point().description().equals(MADE))
                .flatMap(hook -> hook.selectors().stream())
                .flatMap(selector -> selector.arguments().stream())
                .anyMatch(match ->
                        NumberOracle.holds(match, NumberOracle.number(ArgumentType.INT, family), ArgumentType.INT));
    }
}
