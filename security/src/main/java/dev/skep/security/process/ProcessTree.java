package dev.skep.security.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this host, each with its parent. Safe for several threads; one of them changes it.
 *
 * <p>A process that runs keeps its parent, and as many ancestors as events carry, also when they have ended; what no process and no late
 * event needs is forgotten. So memory follows the number of processes that run, not of those that ran.
 */
final class ProcessTree implements ProcessTable {
    private final Map<Integer, Node> running = new HashMap<>();
    private final EndedProcesses ended;
    private final int ancestors;
    private long began = Long.MIN_VALUE;

    /** Makes what is shown of a process that nobody told of. */
    private final BiFunction<Integer, Long, Function<References, Process>> unknown;

    ProcessTree(int ancestors, EndedProcesses ended, BiFunction<Integer, Long, Function<References, Process>> unknown) {
        this.ancestors = ancestors;
        this.ended = ended;
        this.unknown = unknown;
    }

    /** Since when all processes are told; nobody asks for the end of an older one that nobody told of. */
    synchronized void began(long nanos) {
        began = nanos;
    }

    /** A process was made and runs what its parent runs. Does nothing if it is known already. */
    synchronized void fork(int pid, long start, int parentPid, long parentStart, ForkMaker fork, long now) {
        Node known = running.get(pid);
        if (known != null && known.start == start) {
            return;
        }
        Node parent = parent(parentPid, parentStart);
        if (parent != null) {
            replace(known, Node.forked(pid, start, parent, fork), now);
        }
    }

    /** A process runs a program; {@code process} makes it of its parent. */
    synchronized ProcessExec exec(
            int pid,
            long start,
            int parentPid,
            long parentStart,
            BiFunction<Optional<Process>, References, Process> process,
            long now) {
        Node parent = parent(parentPid, parentStart);
        Optional<Process> above = parent == null ? Optional.empty() : Optional.of(parent.process());
        Node node = Node.told(pid, start, parent, references -> process.apply(above, references));
        replace(running.get(pid), node, now);
        return new ProcessExec(node.process(), above, ancestors(parent));
    }

    private void replace(@Nullable Node known, Node node, long now) {
        running.put(node.pid, node);
        if (known != null) {
            ended.add(known, now);
        }
        cut(node);
    }

    /** Replaces what is shown of a process from now on. */
    synchronized void show(int pid, Process process) {
        Node node = running.get(pid);
        if (node != null && node.start == process.id().startNanos()) {
            node.process(process);
        }
    }

    /** A process ended; {@code exit} makes the event. Empty if that has been told, or if the process never was. */
    synchronized Optional<ProcessExit> exit(
            int pid, long start, int parentPid, long parentStart, ExitMaker exit, long now) {
        Node node = running.get(pid);
        if (node == null || node.start != start) {
            if (start < began || ended.find(pid, start) != null) {
                return Optional.empty();
            }
            Node lost = Node.told(pid, start, parent(parentPid, parentStart), unknown.apply(pid, start));
            replace(node, lost, now);
            node = lost;
        }
        running.remove(pid);
        Node parent = node.parent();
        ended.add(node, now);
        return Optional.of(exit.make(
                node.process(), parent == null ? Optional.empty() : Optional.of(parent.process()), ancestors(parent)));
    }

    /** Makes what is shown of a process that runs what its parent runs. */
    @FunctionalInterface
    interface ForkMaker {
        Process make(Process parent, References references);
    }

    /** Makes the event of an exit. */
    @FunctionalInterface
    interface ExitMaker {
        ProcessExit make(Process process, Optional<Process> parent, List<Process> ancestors);
    }

    private @Nullable Node node(int pid, long start) {
        Node node = running.get(pid);
        return node != null && node.start == start ? node : ended.find(pid, start);
    }

    /** The parent; what nobody told of is looked up where the host shows it. Null for the first process. */
    private @Nullable Node parent(int pid, long start) {
        if (pid == 0) {
            return null;
        }
        Node known = node(pid, start);
        if (known == null) {
            known = Node.told(pid, start, null, unknown.apply(pid, start));
            running.putIfAbsent(pid, known);
        }
        return known;
    }

    private List<Process> ancestors(@Nullable Node parent) {
        if (ancestors == 0 || parent == null) {
            return List.of();
        }
        List<Process> found = new ArrayList<>();
        for (Node above = parent.parent(); above != null && found.size() < ancestors; above = above.parent()) {
            found.add(above.process());
        }
        return found;
    }

    private void cut(Node node) {
        int level = 0;
        for (Node above = node.parent(); above != null; above = above.parent()) {
            if (++level > ancestors) {
                above.cutIfEnded();
            }
        }
    }

    /** Forgets what ended long ago. */
    synchronized void evict(long now) {
        ended.evict(now);
    }

    /** Ends the processes that are not there any more, after their ends were lost. */
    synchronized void sweep(IntPredicate alive, long now) {
        List<Node> gone =
                running.values().stream().filter(node -> !alive.test(node.pid)).toList();
        for (Node node : gone) {
            running.remove(node.pid);
            ended.add(node, now);
        }
    }

    /** How many are kept: those that run, and those that ended. */
    synchronized int size() {
        return running.size() + ended.size();
    }

    @Override
    public synchronized Optional<Process> running(int pid) {
        Node node = running.get(pid);
        return node == null ? Optional.empty() : Optional.of(node.process());
    }

    @Override
    public synchronized Optional<Process> find(ExecId id) {
        Node node = node(id.pid(), id.startNanos());
        return node == null ? Optional.empty() : Optional.of(node.process());
    }

    @Override
    public synchronized List<Process> running() {
        return running.values().stream().map(Node::process).toList();
    }
}
