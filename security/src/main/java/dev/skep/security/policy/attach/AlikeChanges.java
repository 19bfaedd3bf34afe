package dev.skep.security.policy.attach;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.ActionCounts;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.ReturnCode;
import dev.skep.security.policy.program.Seat;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.policy.program.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes of hooks whose code is the same. Such as the system calls of a list share one program where it can tell them apart: the kernel
 * verifies it once, and keeps it once. Where each needs a program of its own, it is compiled once.
 */
final class AlikeChanges implements AutoCloseable {
    private final HookCode code;
    private final Optional<ReturnCode> returns;
    private final RuleNumbers numbers;
    private final KnownPrograms programs;
    private final @Nullable SocketOwners owners;
    private final List<Change> changes = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    /**
     * Work that may be done at the same time as other.
     *
     * @param effort about how long it takes, in no unit
     */
    record Task(int effort, Runnable work) {}

    private record Change(HookChange hook, List<RuleReader> readers) {}

    /** Those that share programs. */
    private final class Group {
        private final List<Change> sharing;
        private final Tally tally;
        private @Nullable RuleProgram program;
        private @Nullable Behind exit;

        private Group(List<Change> sharing) {
            this.sharing = sharing;
            int rules = sharing.stream().mapToInt(each -> each.readers().size()).sum();
            boolean seats = sharing.size() > 1 || any().isSeated();
            tally = seats ? Tally.described(rules, sharing.size()) : Tally.described(rules);
        }

        private HookChange any() {
            return sharing.getFirst().hook();
        }

        /** Before a program with them is loaded, which would take those over that are not there. */
        private void create() {
            tally.maps().forEach(BpfMap::create);
        }

        private void loadEntry() {
            create();
            program = RuleProgram.load(any().hook(), code, tally, programs);
        }

        private void loadExit(ReturnCode exitCode) {
            create();
            exit = Behind.load(any().plan().returnHook().orElseThrow(), exitCode.with(tally), programs);
        }

        private void share() {
            RuleProgram entry = program;
            if (entry == null) {
                throw new IllegalStateException("the programs are shared once they are loaded");
            }
            int first = 0;
            for (Change each : sharing) {
                int number = numbers.add(each.readers());
                entry.use();
                each.hook()
                        .rules(new HookRules(
                                each.hook().plan(),
                                entry,
                                Optional.ofNullable(exit).map(Behind::share),
                                first,
                                number,
                                each.readers(),
                                owners));
                note(each, first, number);
                first += each.readers().size();
            }
        }

        /** Notes where a hook finds its counts, and the numbers of its rules there. */
        private void note(Change each, int first, int number) {
            ActionCounts none = Flyweight.of(ActionCounts.class).allocate();
            for (int rule = 0; rule < each.readers().size(); rule++) {
                none.number(number + rule);
                tally.counts().set(first + rule, none);
            }
            if (tally.seats() != null) {
                Seat seat = Flyweight.of(Seat.class).allocate();
                each.hook().sit(seat, first);
                tally.seats().put(each.hook().seat(), seat);
            }
        }

        private void close() {
            if (exit != null) {
                exit.close();
            }
            if (program == null) {
                tally.maps().forEach(BpfMap::close);
            } else {
                program.giveUp();
            }
        }
    }

    /** None yet. */
    AlikeChanges(
            HookCode code,
            Optional<ReturnCode> returns,
            RuleNumbers numbers,
            KnownPrograms programs,
            @Nullable SocketOwners owners) {
        this.code = code;
        this.returns = returns;
        this.numbers = numbers;
        this.programs = programs;
        this.owners = owners;
    }

    void add(HookChange hook, List<RuleReader> readers) {
        changes.add(new Change(hook, readers));
    }

    /** What loads the programs, once all changes are here. */
    List<Task> tasks() {
        HookChange any = changes.getFirst().hook();
        boolean share = returns.isEmpty() ? Programs.tellSeats(any.hook()) : any.isSeated();
        // Both turns of a call are told by the same number.
        Map<Integer, Integer> seats = new HashMap<>();
        List<List<Change>> sharing = new ArrayList<>();
        for (Change change : changes) {
            int turn = share ? seats.merge(change.hook().seat(), 1, Integer::sum) - 1 : sharing.size();
            if (turn == sharing.size()) {
                sharing.add(new ArrayList<>());
            }
            sharing.get(turn).add(change);
        }
        sharing.forEach(each -> groups.add(new Group(each)));
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(code.effort(), () -> groups.forEach(Group::loadEntry)));
        returns.ifPresent(exit ->
                tasks.add(new Task(code.effort(), () -> groups.forEach(group -> group.loadExit(exit)))));
        return tasks;
    }

    /** Gives each change its rules. */
    void share() {
        groups.forEach(Group::share);
    }

    /** Closes the programs that no change has got. */
    @Override
    public void close() {
        groups.forEach(Group::close);
    }
}
