package dev.skep.compiler.helper;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Atomic;
import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.NoInline;
import java.util.function.Consumer;

/**
 * Room for structs that the program's stack of 512 bytes cannot hold: a final field of the program, lent out for the length of a lambda.
 *
 * {@snippet :
 * private final Scratch<PathEvent> scratch = Scratch.of(PathEvent.class);
 *
 * boolean room = scratch.with(event -> {
 *     event.pid(pid);
 *     events.output(event, 4096);
 * });
 * }
 *
 * <p>Each processor has {@link #SLOTS} structs, because a program can be interrupted by itself: by an interrupt, by another task where it
 * may be preempted (tracing programs may since Linux 5.12), by an event that its own helpers cause. A struct is marked as taken by an
 * atomic exchange before the lambda runs and given back after it, so no two runs ever share one; if all are taken the lambda does not run.
 * The lambda must not leave by a tail call, which would keep the struct for ever. Its content is what the last user left there.
 *
 * @param <T> a struct of at most 32 KiB
 */
public final class Scratch<T extends Struct> implements AutoCloseable {
    /** How many runs on one processor may have one at the same time. */
    public static final int SLOTS = 4;

    /** Which structs of a processor are taken: a bit of each. */
    interface Slots extends Struct {
        int taken();

        @Atomic(value = "taken", does = AtomicAccess.GET_AND_OR)
        int getAndOr(int bits);

        @Atomic(value = "taken", does = AtomicAccess.GET_AND_AND)
        int getAndAnd(int bits);
    }

    private final PerCpuArray<Slots> slots = PerCpuArray.of(Slots.class, 1);
    private final PerCpuArray<T> memory;

    private Scratch(Class<T> type) {
        memory = PerCpuArray.of(type, SLOTS);
        slots.name("scratch_taken");
        memory.name("scratch");
    }

    /** Describes room for structs of this type. */
    public static <T extends Struct> Scratch<T> of(Class<T> type) {
        return new Scratch<>(type);
    }

    /**
     * Creates the memory, which loading a program does otherwise: for one that several program objects share, and that is to stay when the
     * first of them is unloaded. The caller closes it. User space only.
     */
    public void create() {
        slots.create();
        memory.create();
    }

    /** Gives up memory that was created by {@link #create()}. */
    @Override
    public void close() {
        slots.close();
        memory.close();
    }

    /**
     * Runs {@code action} with a struct that nobody else has meanwhile. Kernel only.
     *
     * @return false, without having run it, if all structs of this processor are taken
     */
    public boolean with(Consumer<? super T> action) {
        Slots all = slots.get(0);
        if (all == null) return false;
        int taken = take(all);
        if (taken < 0) return false;
        int index = forgotten(taken);
        T struct = memory.get(index);
        if (struct != null) action.accept(struct);
        int _ = all.getAndAnd(~(1 << index));
        return true;
    }

    /**
     * The same number, of which the verifier knows nothing: it was written in halves and is read whole. Linux 6.14 and later would follow all
     * that comes after once for each slot.
     */
    private static int forgotten(int index) {
        Bytes number = Memory.onStack(Integer.BYTES);
        number.u16(0, index);
        number.u16(Short.BYTES, 0);
        return number.u32(0);
    }

    /** Apart, so that what follows exists once and not for each slot; the same in all programs. */
    @NoInline
    private static int take(Slots slots) {
        for (int index = 0; index < SLOTS; index++) {
            int bit = 1 << index;
            if ((slots.getAndOr(bit) & bit) == 0) return index;
        }
        return -1;
    }
}
