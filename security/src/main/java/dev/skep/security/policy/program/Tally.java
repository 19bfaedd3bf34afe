package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the rules behind a program, and what they did; of one hook, or of several that are alike.
 *
 * @param counts those of each rule
 * @param seats what is of a hook alone, by {@linkplain HookContext#seat its own number}; null if there is one hook
 */
public record Tally(
        PerCpuArray<ActionCounts> counts, @Nullable HashMap<Integer, Seat> seats) {
    /** In the place of that of any hook. */
    static final Tally OF_ANY = new Tally(PerCpuArray.of(ActionCounts.class, 1), null);

    /** In the place of that of any hooks. */
    static final Tally OF_ANY_SEVERAL =
            new Tally(PerCpuArray.of(ActionCounts.class, 1), HashMap.growing(Integer.class, Seat.class, 1));

    /** Of one hook; described, not created. */
    public static Tally described(int rules) {
        PerCpuArray<ActionCounts> counts = PerCpuArray.of(ActionCounts.class, Math.max(1, rules));
        counts.name("policy_counts");
        return new Tally(counts, null);
    }

    /**
     * Of several hooks; described, not created.
     *
     * @param rules of all together
     * @param hooks how many
     */
    public static Tally described(int rules, int hooks) {
        HashMap<Integer, Seat> seats = HashMap.growing(Integer.class, Seat.class, hooks);
        seats.name("policy_seats");
        return new Tally(described(rules).counts(), seats);
    }

    /** What is the same of all that bring forth the same code. */
    Tally form() {
        return seats == null ? OF_ANY : OF_ANY_SEVERAL;
    }

    /** The maps. */
    public List<BpfMap> maps() {
        List<BpfMap> maps = new ArrayList<>();
        maps.add(counts);
        if (seats != null) {
            maps.add(seats);
        }
        return maps;
    }

    /** That of the hook that is reached; null if there is one hook, or if it is {@linkplain #isStrange none of them}. Kernel only. */
    @Nullable
    Seat seat(HookContext context) {
        return seats == null ? null : seats.get(context.seat());
    }

    /** Whether a seat that was looked up shows that the hook is none of these. Kernel only. */
    boolean isStrange(@Nullable Seat seat) {
        return seats != null && seat == null;
    }

    /** Where the counts of a hook begin. Kernel only. */
    static int first(@Nullable Seat seat) {
        return seat == null ? 0 : seat.first();
    }

    /** Those of a rule; null if there is no such hook. Kernel only. */
    @Nullable
    ActionCounts of(int first, int rule) {
        return counts.get(first + rule);
    }
}
