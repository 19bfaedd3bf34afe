package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.CapabilityMatch;
import dev.skep.security.policy.model.NamespaceChangeMatch;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.NamespaceMatch;
import dev.skep.security.policy.model.PidMatch;
import dev.skep.security.policy.model.Selector;
import dev.skep.security.policy.model.SetOperator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Says whether a process is what a selector asks for. */
final class ProcessOracle {
    private final Map<NamespaceKind, Long> host;

    /**
     * An oracle.
     *
     * @param host namespaces of process 1
     */
    ProcessOracle(Map<NamespaceKind, Long> host) {
        this.host = host;
    }

    boolean matches(Selector selector, Facts facts) {
        List<Facts.Member> lineage = facts.lineage();
        return selector.pids().stream().allMatch(match -> holds(match, lineage))
                && selector.binaries().stream().allMatch(match -> holds(match, lineage))
                && selector.parentBinaries().stream()
                        .allMatch(match -> holds(match, lineage.subList(1, lineage.size())))
                && selector.namespaces().stream().allMatch(match -> holds(match, facts.now()))
                && selector.namespaceChanges().stream().allMatch(match -> holds(match, facts))
                && selector.capabilities().stream().allMatch(match -> holds(match, facts.now()))
                && selector.capabilityChanges().stream().allMatch(match -> changed(match, facts));
    }

    private static boolean holds(PidMatch match, List<Facts.Member> lineage) {
        return wanted(
                match.operator(),
                (match.followForks() ? lineage : lineage.subList(0, 1))
                        .stream()
                                // The first process may be hidden, from programs in the kernel too.
                                .filter(member -> !member.binary().isEmpty())
                                .map(match.namespacePid() ? Facts.Member::namespacePid : Facts.Member::pid)
                                .anyMatch(match.pids()::contains));
    }

    private static boolean wanted(SetOperator operator, boolean found) {
        return found == (operator == SetOperator.IN);
    }

    private static boolean holds(BinaryMatch match, List<Facts.Member> lineage) {
        List<Facts.Member> meant = match.followChildren() ? lineage : lineage.subList(0, 1);
        return switch (match.operator()) {
            case IN -> any(meant, match, String::equals);
            case NOT_IN -> !any(meant, match, String::equals);
            case PREFIX -> any(meant, match, String::startsWith);
            case NOT_PREFIX -> !any(meant, match, String::startsWith);
            case POSTFIX -> any(meant, match, String::endsWith);
            case NOT_POSTFIX -> !any(meant, match, String::endsWith);
        };
    }

    private interface Comparison {
        boolean holds(String text, String value);
    }

    private static boolean any(List<Facts.Member> members, BinaryMatch match, Comparison comparison) {
        return members.stream()
                .anyMatch(member ->
                        match.paths().stream().anyMatch(path -> comparison.holds(member.binary(), path.text())));
    }

    private boolean holds(NamespaceMatch match, Standing now) {
        Long inode = now.namespaces().get(match.kind());
        return wanted(
                match.operator(),
                inode != null
                        && (match.inodes().stream().anyMatch(wanted -> Integer.toUnsignedLong(wanted) == inode)
                                || (match.host() && inode.equals(host.get(match.kind())))));
    }

    /** In: one of these has changed; NotIn: one of the others has. A new namespace for children is not shown before there are any. */
    private static boolean holds(NamespaceChangeMatch match, Facts facts) {
        return Arrays.stream(NamespaceKind.values())
                .filter(kind -> wanted(match.operator(), match.kinds().contains(kind)))
                .anyMatch(kind -> !Objects.equals(
                        facts.now().namespaces().get(kind),
                        facts.began().namespaces().get(kind)));
    }

    private boolean holds(CapabilityMatch match, Standing now) {
        return wanted(match.operator(), (set(match, now) & match.mask()) != 0) && meant(match, now);
    }

    private static long set(CapabilityMatch match, Standing standing) {
        return Objects.requireNonNull(standing.capabilities().get(match.set()));
    }

    private boolean meant(CapabilityMatch match, Standing now) {
        boolean inHost = Objects.equals(now.namespaces().get(NamespaceKind.USER), host.get(NamespaceKind.USER));
        return !(match.namespaceCapability() && inHost);
    }

    /** In: one of these has changed; NotIn: others have, and none of these. */
    private boolean changed(CapabilityMatch match, Facts facts) {
        long changed = set(match, facts.now()) ^ set(match, facts.began());
        boolean these = (changed & match.mask()) != 0;
        return (match.operator() == SetOperator.IN ? these : !these && changed != 0) && meant(match, facts.now());
    }
}
