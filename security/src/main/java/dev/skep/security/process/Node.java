package dev.skep.security.process;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A process in the tree. Most forks are followed by an exec at once and are never shown, so what is shown of one is made when somebody
 * asks. Guarded by the tree.
 */
final class Node {
    final int pid;
    final long start;
    final References references = new References();
    private @Nullable Node parent;
    private @Nullable Process process;
    private ProcessTree.@Nullable ForkMaker fork;
    private boolean ended;
    private int children;
    long endedNanos;

    private Node(int pid, long start, @Nullable Node parent) {
        this.pid = pid;
        this.start = start;
        this.parent = parent;
        references.count(1);
        if (parent != null) {
            parent.children++;
            parent.count();
        }
    }

    /** Of a process that is told, for which {@code process} is made from the references. */
    static Node told(int pid, long start, @Nullable Node parent, Function<References, Process> process) {
        Node node = new Node(pid, start, parent);
        node.process = process.apply(node.references);
        return node;
    }

    /** Of a process that runs what its parent runs; {@code fork} makes it of the parent. */
    static Node forked(int pid, long start, Node parent, ProcessTree.ForkMaker fork) {
        Node node = new Node(pid, start, parent);
        node.fork = fork;
        return node;
    }

    Process process() {
        Process made = process;
        if (made == null) {
            Node above = parent;
            ProcessTree.ForkMaker maker = fork;
            if (above == null || maker == null) {
                throw new IllegalStateException("process " + pid + " has neither a description nor a parent");
            }
            process = made = maker.make(above.process(), references);
            fork = null;
        }
        return made;
    }

    void process(Process shown) {
        process = shown;
    }

    @Nullable
    Node parent() {
        return parent;
    }

    void end(long nanos) {
        if (!ended) {
            ended = true;
            endedNanos = nanos;
            count();
            Node above = parent;
            if (above != null) {
                above.children--;
                above.count();
            }
        }
    }

    /** Lets the parent go: for processes that ended, so that no chain of dead ancestors is kept. */
    void cutIfEnded() {
        if (ended && parent != null) {
            process();
            parent = null;
        }
    }

    private void count() {
        references.count(children + (ended ? 0 : 1));
    }
}
