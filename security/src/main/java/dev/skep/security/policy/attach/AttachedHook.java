package dev.skep.security.policy.attach;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.Dispatch;
import dev.skep.security.policy.program.HookBody;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.TracepointProgram;
import dev.skep.security.policy.program.TypedTracepointProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hook of the kernel with a program that goes on to the rules of the moment. */
public final class AttachedHook implements AutoCloseable {
    private final ProgramArray programs;
    private final Loaded<?> dispatch;
    private Rules rules;

    /** The rules of one moment in the kernel. */
    private record Rules(Loaded<?> loaded, int first, int count) {
        int fd() {
            return loaded.programs().getFirst().program().fd();
        }
    }

    private AttachedHook(ProgramArray programs, Loaded<?> dispatch, Rules rules) {
        this.programs = programs;
        this.dispatch = dispatch;
        this.rules = rules;
    }

    /**
     * Brings the rules of a hook into the kernel, where they do nothing yet.
     *
     * @param hook the hook, null if nothing is attached there
     */
    public static Change load(@Nullable AttachedHook hook, HookPlan plan, Shared shared, RuleNumbers numbers) {
        List<RuleReader> readers = RuleReader.of(plan);
        int first = numbers.add(readers);
        try {
            Loaded<?> loaded = Kernel.loadDetached(program(plan.hook(), plan.code(first, shared)));
            return new Change(hook, plan.hook(), new Rules(loaded, first, readers.size()), numbers);
        } catch (RuntimeException | Error refused) {
            numbers.remove(first, readers.size());
            throw refused;
        }
    }

    private static Object program(KernelHook hook, HookBody body) {
        return switch (hook) {
            case KernelHook.Tracepoint h ->
                new TracepointProgram(
                        h.name(), TraceFs.instance().format(h.name()).fields(), body);
            case KernelHook.TypedTracepoint h -> new TypedTracepointProgram(h.name(), body);
            default -> throw new IllegalArgumentException("no program for " + hook);
        };
    }

    /** A change of a hook on its way. */
    public static final class Change {
        private final @Nullable AttachedHook before;
        private final KernelHook hook;
        private final Rules rules;
        private final RuleNumbers numbers;
        private @Nullable AttachedHook made;

        private Change(@Nullable AttachedHook before, KernelHook hook, Rules rules, RuleNumbers numbers) {
            this.before = before;
            this.hook = hook;
            this.rules = rules;
            this.numbers = numbers;
        }

        /** The hook. */
        public KernelHook hook() {
            return hook;
        }

        /** Attaches the hook if it is new. */
        public void attach() {
            if (before != null) {
                return;
            }
            ProgramArray programs = ProgramArray.of(1);
            programs.name("policy_rules");
            programs.create();
            try {
                programs.set(0, rules.fd());
                made = new AttachedHook(programs, Kernel.load(program(hook, new Dispatch(programs))), rules);
            } catch (RuntimeException | Error refused) {
                programs.close();
                throw refused;
            }
        }

        /** Puts the new rules into force; gives the hook. */
        public AttachedHook exchange() {
            if (made != null) {
                return made;
            }
            AttachedHook known = java.util.Objects.requireNonNull(before);
            Rules old = known.rules;
            known.programs.set(0, rules.fd());
            known.rules = rules;
            old.loaded().close();
            return known;
        }

        /** Takes the new rules out of the kernel again. */
        public void undo() {
            if (made != null) {
                made.close();
            } else {
                rules.loaded().close();
            }
            numbers.remove(rules.first(), rules.count());
        }
    }

    /** Detaches. */
    @Override
    public void close() {
        dispatch.close();
        programs.close();
        rules.loaded().close();
    }
}
