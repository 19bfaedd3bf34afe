package dev.skep.security.process;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a tree by their ids: those that run, of which there is one for each process id, and those that ended. Chains go through
 * the nodes themselves, so that no key and no entry has to be made for each. Guarded by the tree.
 */
final class NodeTable {
    private static final int SMALLEST = 256;

    private @Nullable Node[] heads = new @Nullable Node[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    private int place(int pid) {
        int hash = pid * 0x9e37_79b9;
        return (hash ^ hash >>> 16) & heads.length - 1;
    }

    /** The one that runs. */
    @Nullable
    Node running(int pid) {
        Node node = heads[place(pid)];
        while (node != null && (node.pid != pid || node.ended())) {
            node = node.next;
        }
        return node;
    }

    /** The one of this start, whether it runs or not. */
    @Nullable
    Node find(int pid, long start) {
        Node node = heads[place(pid)];
        while (node != null && (node.pid != pid || node.start != start)) {
            node = node.next;
        }
        return node;
    }

    /** The one that was there at a moment: the last that had begun by then. */
    @Nullable
    Node at(int pid, long nanos) {
        Node last = null;
        for (Node node = heads[place(pid)]; node != null; node = node.next) {
            if (node.pid == pid && node.start <= nanos && (last == null || node.start > last.start)) {
                last = node;
            }
        }
        return last;
    }

    void add(Node node) {
        if (size >= heads.length) {
            grow();
        }
        put(node);
        size++;
    }

    private void put(Node node) {
        int at = place(node.pid);
        node.next = heads[at];
        heads[at] = node;
    }

    private void grow() {
        @Nullable Node[] old = heads;
        heads = new @Nullable Node[2 * old.length];
        for (Node head : old) {
            Node node = head;
            while (node != null) {
                Node following = node.next;
                put(node);
                node = following;
            }
        }
    }

    /** Takes it out, if it is there. */
    @SuppressWarnings("ReferenceEquality") // this very node
    void remove(Node node) {
        int at = place(node.pid);
        Node before = null;
        Node found = heads[at];
        while (found != null && found != node) {
            before = found;
            found = found.next;
        }
        if (found == null) {
            return;
        }
        if (before == null) {
            heads[at] = found.next;
        } else {
            before.next = found.next;
        }
        found.next = null;
        size--;
    }

    void forEach(Consumer<Node> action) {
        for (Node head : heads) {
            for (Node node = head; node != null; node = node.next) {
                action.accept(node);
            }
        }
    }
}
