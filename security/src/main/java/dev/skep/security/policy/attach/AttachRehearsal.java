package dev.skep.security.policy.attach;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.Kernel;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.program.Dispatch;
import dev.skep.security.policy.program.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What it takes to bring rules into the kernel, attached nowhere: for those who show the JVM what a first policy needs. */
public final class AttachRehearsal {
    /** What only rules in the kernel need. */
    private static final List<Class<?>> LATER = List.of(
            AlikeChanges.class,
            AllCalls.class,
            AttachedHook.class,
            Behind.class,
            CallEntrance.class,
            Cookies.class,
            DescriptorMemory.class,
            Entrance.class,
            Hashing.class,
            HookChange.class,
            HookEntrance.class,
            HookRules.class,
            IdleEntrances.class,
            Inheritance.class,
            Keeping.class,
            KnownPrograms.class,
            KnownWorkloads.class,
            Marking.class,
            MarkingCode.class,
            Programs.class,
            RecordReader.class,
            RuleLoader.class,
            RuleNumbers.class,
            RuleProgram.class,
            RuleTotals.class,
            TaskTurns.class,
            Together.class);

    /** As many as share a program, and yet no longer than somebody may wait for. */
    private static final int AT_ONCE = 2;

    private AttachRehearsal() {}

    /**
     * Loads classes, which takes no rights: a JVM that keeps what it has loaded is spared of reading them later.
     *
     * @param more beside those that attach
     */
    public static void prepare(List<Class<?>> more) {
        List<Class<?>> all = new ArrayList<>(LATER);
        all.addAll(more);
        for (Class<?> each : all) {
            prepare(each);
            for (Class<?> inner : each.getDeclaredClasses()) {
                prepare(inner);
            }
        }
    }

    private static void prepare(Class<?> one) {
        try {
            Class<?> _ = Class.forName(one.getName());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Loads the programs of plans, and takes them away again.
     *
     * @param enough asked before each: the others are left out then
     * @throws dev.skep.bpf.KernelException if this process may not
     */
    public static void load(List<HookPlan> plans, Shared shared, BooleanSupplier enough) {
        try (KnownPrograms programs = new KnownPrograms();
                IdleEntrances idle = new IdleEntrances()) {
            RuleLoader loader = new RuleLoader(shared, new RuleNumbers(), programs, idle, false);
            for (int i = 0; i < plans.size() && !enough.getAsBoolean(); i += AT_ONCE) {
                List<HookPlan> some = plans.subList(i, Math.min(i + AT_ONCE, plans.size()));
                loader.load(
                                some.stream()
                                        .map(plan -> new RuleLoader.Wanted(null, plan))
                                        .toList(),
                                null,
                                Optional.empty())
                        .forEach(HookChange::undo);
                some.forEach(plan -> entrance(plan.hook(), programs));
            }
        }
    }

    /** What is attached where all system calls begin. */
    public static Object entranceOfCalls() {
        return AllCalls.program(ProgramArray.of(1), false);
    }

    private static void entrance(KernelHook hook, KnownPrograms programs) {
        try (ProgramArray behind = ProgramArray.of(1)) {
            behind.create();
            if (hook instanceof KernelHook.SystemCall call) {
                Kernel.loadDetached(AllCalls.program(behind, call.returns())).close();
                return;
            }
            programs.load(hook, new Dispatch(behind)).close();
        }
    }
}
