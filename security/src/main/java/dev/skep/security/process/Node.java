package dev.skep.security.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process in the tree. Most forks are followed by an exec at once and are never shown, so what is shown of one is made when somebody
 * asks. Guarded by the tree.
 */
final class Node {
    final int pid;
    final long start;
    final References references;
    private @Nullable Node parent;

    /** As events carry it: one object for all children that name it. */
    @SuppressWarnings("NullableOptional") // null until somebody asks
    private @Nullable Optional<Process> process;

    private @Nullable Fork fork;
    private boolean ended;
    private int children;
    private int textBytes;
    long endedNanos;

    /** The next one in the same place of the {@link NodeTable}. */
    @Nullable
    Node next;

    private Node(int pid, long start, @Nullable Node parent, References references) {
        this.pid = pid;
        this.start = start;
        this.parent = parent;
        this.references = references;
        references.count(1);
        if (parent != null) {
            parent.children++;
            parent.count();
        }
    }

    /** Of a process that is told. */
    static Node told(Process process, @Nullable Node parent) {
        Node node = new Node(process.pid(), process.id().startNanos(), parent, process.references());
        node.process(process);
        return node;
    }

    /** Of a process that runs what its parent runs. */
    static Node forked(Fork fork, Node parent) {
        Node node = new Node(fork.pid(), fork.start(), parent, new References());
        node.fork = fork;
        return node;
    }

    Process process() {
        return shown().orElseThrow();
    }

    /** The process; never empty. */
    Optional<Process> shown() {
        Optional<Process> made = process;
        if (made == null) {
            Node above = parent;
            Fork told = fork;
            if (above == null || told == null) {
                throw new IllegalStateException("process " + pid + " has neither a description nor a parent");
            }
            process = made = Optional.of(told.process(above.process(), references));
            fork = null;
        }
        return made;
    }

    /** Shows it so from now on. */
    void process(Process shown) {
        process = Optional.of(shown);
        textBytes = shown.program().arguments().length()
                + shown.program().environment().length();
    }

    @Nullable
    Node parent() {
        return parent;
    }

    boolean ended() {
        return ended;
    }

    /** Bytes of its command line and environment; a fork has those of its parent. */
    int textBytes() {
        return textBytes;
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
            shown();
            parent = null;
        }
    }

    private void count() {
        references.count(children + (ended ? 0 : 1));
    }
}
