package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one path: the current method's local variables and operand stack, and what all methods of the path share: the abstract
 * heap, what branches taught about registers, and the packet's bounds.
 */
final class State {
    private final Abstract[] locals;
    private final Abstract[] stack;
    private int depth;

    private Map<Integer, VirtualObject> heap = new HashMap<>();
    private Map<Value, Fact> facts = new HashMap<>();
    private boolean heapShared;
    private boolean factsShared;
    private @Nullable PacketBounds packet;
    private @Nullable PacketChange packetChange;

    State(int locals, int stackLimit) {
        this.locals = new Abstract[locals];
        Arrays.fill(this.locals, Undefined.UNASSIGNED);
        this.stack = new Abstract[stackLimit];
    }

    private State(State other) {
        locals = other.locals.clone();
        stack = other.stack.clone();
        depth = other.depth;
        share(other);
    }

    State copy() {
        return new State(this);
    }

    /** Begins with the heap, facts and packet of another state of the same path. */
    void share(State other) {
        other.heapShared = true;
        other.factsShared = true;
        takeOver(other);
    }

    /** As {@link #share}, where nobody goes on with the other. */
    void takeOver(State other) {
        heap = other.heap;
        facts = other.facts;
        heapShared = other.heapShared;
        factsShared = other.factsShared;
        packet = other.packet;
        packetChange = other.packetChange;
    }

    private void ownHeap() {
        if (!heapShared) return;
        heap = new HashMap<>(heap);
        heapShared = false;
    }

    private void ownFacts() {
        if (!factsShared) return;
        facts = new HashMap<>(facts);
        factsShared = false;
    }

    /** Puts the arguments of a method, the receiver first unless it is static, where its code expects them. */
    void assignArguments(MethodCode code, List<Abstract> arguments) {
        int[] slots = code.argumentSlots();
        for (int i = 0; i < slots.length; i++) locals[slots[i]] = arguments.get(i);
    }

    int localCount() {
        return locals.length;
    }

    Abstract local(int slot) {
        return locals[slot];
    }

    void local(int slot, Abstract value) {
        locals[slot] = value;
    }

    int depth() {
        return depth;
    }

    Abstract stack(int index) {
        return stack[index];
    }

    void stack(int index, Abstract value) {
        stack[index] = value;
    }

    void push(Abstract value) {
        stack[depth++] = value;
    }

    Abstract pop() {
        return stack[--depth];
    }

    @Nullable
    PacketBounds packet() {
        return packet;
    }

    void packet(@Nullable PacketBounds bounds) {
        packet = bounds;
    }

    /** The last call that may have moved the packet, or null if there was none. */
    @Nullable
    PacketChange packetChange() {
        return packetChange;
    }

    void packetChange(@Nullable PacketChange change) {
        packetChange = change;
    }

    /** Refuses a pointer into the packet as it was before the last change. */
    void checkCurrent(Abstract value) {
        PacketChange change = packetChange;
        if (change != null && value instanceof Pointer p && change.outdates(p)) throw change.refusal(p.type());
    }

    VirtualObject object(Virtual reference) {
        VirtualObject object = heap.get(reference.id());
        if (object == null) throw new IllegalStateException("no object " + reference.id());
        return object;
    }

    @Nullable
    VirtualObject objectOrNull(int id) {
        return heap.get(id);
    }

    void object(int id, VirtualObject object) {
        ownHeap();
        heap.put(id, object);
    }

    void removeObject(int id) {
        ownHeap();
        heap.remove(id);
    }

    /** From the oldest to the newest. */
    int[] objectIds() {
        int[] ids = new int[heap.size()];
        int count = 0;
        for (int id : heap.keySet()) ids[count++] = id;
        Arrays.sort(ids);
        return ids;
    }

    @Nullable
    Fact fact(Value value) {
        return facts.get(value);
    }

    void learn(Value value, Fact fact) {
        ownFacts();
        facts.put(value, fact);
    }

    /** Keeps only what is true of {@code other} too. */
    void forgetWhatDiffers(State other) {
        if (facts.equals(other.facts)) return;
        Map<Value, Fact> kept = new HashMap<>();
        facts.forEach((value, fact) -> {
            Fact either = Fact.either(fact, other.facts.get(value));
            if (either != null) kept.put(value, either);
        });
        facts = kept;
        factsShared = false;
    }
}
