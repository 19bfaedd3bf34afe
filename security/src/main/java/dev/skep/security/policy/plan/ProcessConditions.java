package dev.skep.security.policy.plan;

import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.CapabilityMatch;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.NamespaceChangeMatch;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.NamespaceMatch;
import dev.skep.security.policy.model.PidMatch;
import dev.skep.security.policy.model.SetOperator;
import dev.skep.security.policy.model.WorkloadSelector;
import dev.skep.security.policy.program.AnyOf;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.ProcessBits;
import dev.skep.security.policy.program.ProcessBits.Word;
import dev.skep.security.policy.program.ProcessChange;
import dev.skep.security.policy.program.ProcessNumber;
import dev.skep.security.policy.program.TextTest;
import dev.skep.security.policy.program.WorkloadBits;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns conditions on the process that runs into tests. */
final class ProcessConditions {
    private static final NumberTest NOT_ZERO = new NumberTest.Not(new NumberTest.OneOf(Set.of(0L)));

    private final HostNamespaces host;
    private final Tables tables;
    private final ConditionPlanner conditions;

    ProcessConditions(HostNamespaces host, Tables tables, ConditionPlanner conditions) {
        this.host = host;
        this.tables = tables;
        this.conditions = conditions;
    }

    private static NumberTest in(SetOperator operator, Set<Long> values) {
        return wanted(new NumberTest.OneOf(values), operator == SetOperator.IN);
    }

    private static NumberTest wanted(NumberTest test, boolean wanted) {
        return wanted ? test : new NumberTest.Not(test);
    }

    void pids(PidMatch match) {
        if (match.followForks()) {
            int bit = tables.marks().pids(Set.copyOf(match.pids()), match.namespacePid());
            bit(Word.FOLLOWED, bit, match.operator() == SetOperator.IN);
            return;
        }
        ProcessNumber number = match.namespacePid() ? ProcessNumber.NAMESPACE_PID : ProcessNumber.PID;
        conditions.add(number, in(match.operator(), unsigned(match.pids())));
    }

    private void bit(Word word, int bit, boolean wanted) {
        conditions.add(new ProcessBits(tables.states(), word), wanted(new NumberTest.AnyBit(1L << bit), wanted));
    }

    void binaries(BinaryMatch match, boolean ofParent) {
        List<String> paths = match.paths().stream().map(MatchValue.Text::text).toList();
        TextTest test = switch (match.operator()) {
            case IN, NOT_IN -> TextTest.OneOf.of(paths);
            case PREFIX, NOT_PREFIX -> TextTest.BeginsWith.of(paths);
            case POSTFIX, NOT_POSTFIX -> TextTest.EndsWith.of(paths);
        };
        boolean wanted = switch (match.operator()) {
            case IN, PREFIX, POSTFIX -> true;
            case NOT_IN, NOT_PREFIX, NOT_POSTFIX -> false;
        };
        Word word = ofParent ? Word.PARENT : match.followChildren() ? Word.FOLLOWED : Word.BINARY;
        bit(word, tables.marks().binary(test, match.followChildren()), wanted);
    }

    private static Set<Long> unsigned(List<Integer> numbers) {
        return numbers.stream().map(Integer::toUnsignedLong).collect(Collectors.toSet());
    }

    void namespaces(NamespaceMatch match) {
        Set<Long> inodes = new HashSet<>(unsigned(match.inodes()));
        if (match.host()) {
            inodes.add(host.inode(match.kind()));
        }
        conditions.add(number(match.kind()), in(match.operator(), inodes));
    }

    private static ProcessNumber number(NamespaceKind kind) {
        return switch (kind) {
            case UTS -> ProcessNumber.UTS;
            case IPC -> ProcessNumber.IPC;
            case MNT -> ProcessNumber.MNT;
            case PID -> ProcessNumber.PID_NAMESPACE;
            case PID_FOR_CHILDREN -> ProcessNumber.PID_FOR_CHILDREN;
            case NET -> ProcessNumber.NET;
            case TIME -> ProcessNumber.TIME;
            case TIME_FOR_CHILDREN -> ProcessNumber.TIME_FOR_CHILDREN;
            case CGROUP -> ProcessNumber.CGROUP;
            case USER -> ProcessNumber.USER;
        };
    }

    private static ProcessNumber number(CapabilityMatch match) {
        return switch (match.set()) {
            case EFFECTIVE -> ProcessNumber.EFFECTIVE;
            case INHERITABLE -> ProcessNumber.INHERITABLE;
            case PERMITTED -> ProcessNumber.PERMITTED;
        };
    }

    void capabilities(CapabilityMatch match) {
        outsideHost(match);
        conditions.add(number(match), wanted(new NumberTest.AnyBit(match.mask()), match.operator() == SetOperator.IN));
    }

    private void outsideHost(CapabilityMatch match) {
        if (match.namespaceCapability()) {
            conditions.add(ProcessNumber.USER_LEVEL, NOT_ZERO);
        }
    }

    /** In: one of these has changed; NotIn: one of the others has. */
    void namespaceChanges(NamespaceChangeMatch match) {
        Baselines baselines = tables.baselines().get();
        NumberReader changed = new AnyOf(Arrays.stream(NamespaceKind.values())
                .filter(kind -> match.kinds().contains(kind) == (match.operator() == SetOperator.IN))
                .<NumberReader>map(kind -> new ProcessChange(baselines, number(kind)))
                .toList());
        conditions.add(changed, NOT_ZERO);
    }

    /** In: one of these has changed; NotIn: others have, and none of these. */
    void capabilityChanges(CapabilityMatch match) {
        outsideHost(match);
        NumberReader changed = new ProcessChange(tables.baselines().get(), number(match));
        boolean in = match.operator() == SetOperator.IN;
        conditions.add(changed, wanted(new NumberTest.AnyBit(match.mask()), in));
        if (!in) {
            conditions.add(changed, NOT_ZERO);
        }
    }

    void workload(String namespace, WorkloadSelector selector) {
        long bit = 1L << tables.audiences().bit(namespace, selector);
        conditions.add(new WorkloadBits(tables.groups()), new NumberTest.AnyBit(bit));
    }
}
