package dev.skep.security.policy.attach;

import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.program.Pending;
import dev.skep.security.policy.program.Seat;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.policy.program.Tally;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of a hook on its way: its new rules are in the kernel, and do nothing yet. */
public final class HookChange {
    private final @Nullable AttachedHook before;
    private final HookPlan plan;
    private final int number;
    private final int place;
    private final Shared shared;
    private final RuleNumbers numbers;
    private final KnownPrograms programs;
    private final IdleEntrances idle;
    private final Entrance entry;
    private @Nullable HookRules rules;
    private @Nullable Entrance exit;
    private @Nullable Hashing hashing;

    /**
     * Has no rules yet.
     *
     * @param before the hook, null if nothing is attached there
     * @param number of the hook
     * @param place of what waits for returns
     * @param entry of the hook, attached if it is the one that was there, or an idle one
     */
    HookChange(
            @Nullable AttachedHook before,
            HookPlan plan,
            int number,
            int place,
            Entrance entry,
            Shared shared,
            RuleNumbers numbers,
            KnownPrograms programs,
            IdleEntrances idle) {
        this.before = before;
        this.plan = plan;
        this.number = number;
        this.place = place;
        this.entry = entry;
        this.shared = shared;
        this.numbers = numbers;
        this.programs = programs;
        this.idle = idle;
    }

    /** The hook. */
    public KernelHook hook() {
        return plan.hook();
    }

    /** Whether anything is to be attached. */
    boolean attaches() {
        return before == null || needsExit();
    }

    private boolean needsExit() {
        return plan.returnHook().isPresent() && (before == null || !before.seesReturns());
    }

    HookPlan plan() {
        return plan;
    }

    /** What programs behind the entrance are told of which hook it is. */
    int seat() {
        return entry.seat();
    }

    /** Whether programs have number and place of the hook from its seat, which they find where it is reached and where it returns. */
    boolean isSeated() {
        return Programs.tellSeats(hook())
                && plan.returnHook().filter(Programs::tellSeats).isPresent();
    }

    /** What programs with its new rules go by. */
    HookPlan.Generation generation(Tally tally, @Nullable SocketOwners owners) {
        return isSeated()
                ? new HookPlan.Generation(Pending.BY_SEAT, 0, tally, owners)
                : new HookPlan.Generation(number, place, tally, owners);
    }

    /**
     * Notes what is of this hook alone.
     *
     * @param first where the counts of its rules begin
     */
    void sit(Seat seat, int first) {
        seat.first(first);
        seat.hook(number);
        seat.place(place);
    }

    void rules(HookRules loaded) {
        rules = loaded;
    }

    private HookRules rules() {
        return Objects.requireNonNull(rules, "a change is attached once it is loaded");
    }

    /**
     * Attaches what is new with nothing behind it: nobody sees anything yet. The kernel runs first what was attached last, and hashes are
     * asked for between rules and what sends.
     */
    void attachEntrances() {
        if (needsExit() && exit == null) {
            exit = idle.ofReturns(
                    plan.returnHook().orElseThrow(),
                    isSeated() ? Pending.BY_SEAT : number,
                    entry.seat(),
                    shared.pending(),
                    plan.returnSigns());
            exit.attach(programs);
        }
        if (before == null && hashing == null && plan.hashHook().isPresent()) {
            hashing = Hashing.attach(plan.hashHook().get(), number, shared.pending(), programs);
        }
        if (!entry.isAttached()) {
            entry.attach(programs);
        }
    }

    /**
     * Attaches what is new; rules that go on with returns first, so that no call that is seen to begin ends unseen.
     *
     * @param pins where it is kept, if it is
     */
    public void attach(Optional<Pins> pins) {
        HookRules next = rules();
        attachEntrances();
        if (exit != null) {
            exit.set(place, next.exit().orElseThrow());
            if (pins.isPresent()) {
                exit.keep(pins.get(), "return_" + number);
            }
        }
        if (hashing != null && pins.isPresent()) {
            hashing.keep(pins.get(), "hash_" + number);
        }
        if (before == null) {
            entry.set(0, next.program().program());
            if (pins.isPresent()) {
                entry.keep(pins.get(), "entry_" + number);
            }
        }
    }

    /** Puts the new rules into force; gives the hook. */
    public AttachedHook exchange(RuleTotals totals) {
        if (before == null) {
            return new AttachedHook(number, plan.hook(), entry, exit, hashing, rules());
        }
        before.exchange(rules(), exit, place, totals, numbers);
        return before;
    }

    /** Takes the new rules out of the kernel again. */
    public void undo() {
        if (before == null) {
            entry.leave(idle, programs);
        }
        if (hashing != null) {
            hashing.forget();
            hashing.close();
        }
        if (exit != null) {
            exit.forget();
            exit.close();
        }
        if (rules != null) {
            rules.exit().ifPresent(Behind::close);
            rules.close();
            numbers.remove(rules.number(), rules.readers().size());
        }
    }
}
