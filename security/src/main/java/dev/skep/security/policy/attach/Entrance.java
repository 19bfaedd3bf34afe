package dev.skep.security.policy.attach;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.Loaded;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.program.Dispatch;
import dev.skep.security.policy.program.HookBody;
import dev.skep.security.policy.program.NoRules;
import dev.skep.security.policy.program.Pending;
import dev.skep.security.policy.program.ReturnDispatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is attached at a hook and stays: it goes on to programs that are exchanged behind it. */
final class Entrance implements AutoCloseable {
    private final KernelHook hook;
    private final HookBody body;
    private final ProgramArray programs;
    private final @Nullable Behind[] behind;
    private @Nullable Loaded<?> loaded;
    private @Nullable Pins pins;
    private String name = "";

    private Entrance(KernelHook hook, HookBody body, ProgramArray programs) {
        this.hook = hook;
        this.body = body;
        this.programs = programs;
        this.behind = new Behind[programs.maxEntries()];
    }

    static Entrance of(KernelHook hook) {
        ProgramArray programs = programs(1);
        return new Entrance(hook, new Dispatch(programs), programs);
    }

    static Entrance ofReturns(KernelHook hook, int number, Pending pending, List<ReturnDispatch.Sign> signs) {
        ProgramArray programs = programs(ReturnDispatch.PLACES);
        return new Entrance(hook, new ReturnDispatch(programs, number, pending, signs), programs);
    }

    private static ProgramArray programs(int places) {
        ProgramArray programs = ProgramArray.of(places);
        programs.name("policy_rules");
        programs.create();
        return programs;
    }

    void attach(KnownPrograms known) {
        loaded = known.load(hook, body, true);
    }

    /** Keeps it when this process ends, until it is {@linkplain #forget forgotten}. */
    void keep(Pins keeping, String newName) {
        pins = keeping;
        name = newName;
        keeping.map(newName + "_rules", programs);
        if (loaded != null) {
            keeping.links(newName, loaded.programs());
        }
    }

    /** Whether it stays when this process ends. */
    boolean isKept() {
        return pins != null;
    }

    /** Does nothing from now on, however long the kernel holds what was kept; it is still to be closed. */
    void forget() {
        if (pins != null) {
            for (int place = 0; place < programs.maxEntries(); place++) {
                programs.clear(place);
            }
            pins.remove(name);
            pins = null;
        }
    }

    /** Puts a program in the place of the one that was there, which is unloaded where there are several places. */
    void set(int place, Behind program) {
        programs.set(place, program.program().program().fd());
        Behind old = behind[place];
        behind[place] = program;
        if (old != null && behind.length > 1) {
            old.close();
        }
    }

    /** Memory of what is attached in the kernel, without that of the programs behind it. */
    long bytes() {
        Loaded<?> attached = loaded;
        long program = attached == null
                ? 0
                : DescriptorMemory.bytes(
                        attached.programs().getFirst().program().fd());
        return program + DescriptorMemory.bytes(programs.fd());
    }

    /** The hook. */
    KernelHook hook() {
        return hook;
    }

    /** Leaves no rules behind it: what happens at the hook from now on is seen by nobody. */
    void empty(KnownPrograms known) {
        for (int place = 0; place < behind.length; place++) {
            Behind program = behind[place];
            if (program != null) {
                empty(place, known);
                behind[place] = null;
                if (behind.length > 1) {
                    program.close();
                }
            }
        }
    }

    /** To take a program away the kernel waits for all processors; to put another there it need not. */
    private void empty(int place, KnownPrograms known) {
        try (Loaded<?> nothing = known.load(hook, new NoRules(), false)) {
            programs.set(place, nothing.programs().getFirst().program().fd());
        } catch (KernelException refused) {
            boolean _ = programs.clear(place);
        }
    }

    /** Detaches. */
    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
        programs.close();
        if (behind.length > 1) {
            for (Behind program : behind) {
                if (program != null) {
                    program.close();
                }
            }
        }
    }
}
