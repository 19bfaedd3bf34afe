package dev.skep.security.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this host, each with its parent. Safe for several threads; one of them changes it.
 *
 * <p>A process that runs keeps its parent, and as many ancestors as events carry, also when they have ended; what no process and no late
 * event needs is forgotten. So memory follows the number of processes that run, not of those that ran.
 */
final class ProcessTree implements ProcessTable {
    private final NodeTable nodes = new NodeTable();
    private final EndedProcesses ended;
    private final Consumer<Node> forget = nodes::remove;
    private final int ancestors;
    private final UnknownProcess unknown;
    private long began = Long.MIN_VALUE;

    ProcessTree(int ancestors, EndedProcesses ended, UnknownProcess unknown) {
        this.ancestors = ancestors;
        this.ended = ended;
        this.unknown = unknown;
    }

    /** The tree that the options ask for; {@code maker} shows what nobody told of. */
    static ProcessTree of(SensorOptions options, ProcessMaker maker) {
        SensorMemory memory = options.memory();
        return new ProcessTree(
                options.detail().ancestors(), new EndedProcesses(memory.ended(), memory.retention()), maker::unknown);
    }

    /** Since when all processes are told; nobody asks for the end of an older one that nobody told of. */
    synchronized void began(long nanos) {
        began = nanos;
    }

    /** A process was made and runs what its parent runs. Does nothing if it is known already. */
    synchronized void fork(Fork fork, int parentPid, long parentStart, long now) {
        Node known = nodes.running(fork.pid());
        if (known != null && known.start == fork.start()) {
            return;
        }
        Node parent = node(parentPid, parentStart);
        if (parent != null) {
            replace(known, Node.forked(fork, parent), now);
        }
    }

    /** The parent of a process that is going to be told. Empty for that of the first one. */
    synchronized Optional<Process> parent(int pid, long start) {
        Node parent = node(pid, start);
        return parent == null ? Optional.empty() : parent.shown();
    }

    /** A process runs a program. */
    synchronized ProcessExec exec(Process process, int parentPid, long parentStart, long now) {
        Node parent = node(parentPid, parentStart);
        replace(nodes.running(process.pid()), Node.told(process, parent), now);
        return new ProcessExec(process, parent == null ? Optional.empty() : parent.shown(), ancestors(parent));
    }

    private void replace(@Nullable Node known, Node node, long now) {
        if (known != null && known.start == node.start) {
            known.end(now);
            nodes.remove(known);
        } else if (known != null) {
            end(known, now);
        }
        nodes.add(node);
        cut(node);
    }

    private void end(Node node, long now) {
        ended.add(node, now);
        ended.evict(now, forget);
    }

    /** Replaces what is shown of a process from now on. */
    synchronized void show(Process process) {
        Node node = nodes.running(process.pid());
        if (node != null && node.start == process.id().startNanos()) {
            node.process(process);
        }
    }

    /** A process ended. Empty if that has been told, or if the process never was. */
    synchronized Optional<ProcessExit> exit(Exit exit, long now) {
        Node node = nodes.running(exit.pid());
        if (node == null || node.start != exit.start()) {
            if (exit.start() < began || nodes.find(exit.pid(), exit.start()) != null) {
                return Optional.empty();
            }
            Node lost = Node.told(unknown.find(exit.pid(), exit.start()), node(exit.parentPid(), exit.parentStart()));
            replace(node, lost, now);
            node = lost;
        }
        Node parent = node.parent();
        ProcessExit event = new ProcessExit(
                node.process(),
                parent == null ? Optional.empty() : parent.shown(),
                ancestors(parent),
                exit.signal(),
                exit.status(),
                exit.time());
        end(node, now);
        return Optional.of(event);
    }

    /** What nobody told of is looked up where the host shows it. Null for the parent of the first process. */
    private @Nullable Node node(int pid, long start) {
        if (pid == 0) {
            return null;
        }
        Node known = nodes.find(pid, start);
        if (known == null) {
            known = Node.told(unknown.find(pid, start), null);
            if (nodes.running(pid) == null) {
                nodes.add(known);
            }
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
        ended.evict(now, forget);
    }

    /** Ends the processes that are not there any more, after their ends were lost. */
    synchronized void sweep(IntPredicate alive, long now) {
        runningNodes().stream().filter(node -> !alive.test(node.pid)).forEach(node -> end(node, now));
    }

    private List<Node> runningNodes() {
        List<Node> running = new ArrayList<>();
        nodes.forEach(node -> {
            if (!node.ended()) {
                running.add(node);
            }
        });
        return running;
    }

    /** How many are kept: those that run, and those that ended. */
    synchronized int size() {
        return nodes.size();
    }

    /** The process that had this id at a moment, as far as it is kept. */
    synchronized Optional<Process> at(int pid, long nanos) {
        Node node = nodes.at(pid, nanos);
        return node == null ? Optional.empty() : node.shown();
    }

    @Override
    public synchronized Optional<Process> running(int pid) {
        Node node = nodes.running(pid);
        return node == null ? Optional.empty() : node.shown();
    }

    @Override
    public synchronized Optional<Process> find(ExecId id) {
        Node node = nodes.find(id.pid(), id.startNanos());
        return node == null ? Optional.empty() : node.shown();
    }

    @Override
    public synchronized List<Process> running() {
        return runningNodes().stream().map(Node::process).toList();
    }
}
