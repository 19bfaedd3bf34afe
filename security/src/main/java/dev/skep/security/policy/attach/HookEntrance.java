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

/** A program of its own that is attached at a hook, or reached from where all system calls return, and an array of those behind it. */
final class HookEntrance implements Entrance {
    private final KernelHook hook;
    private final HookBody body;
    private final ProgramArray programs;
    private final int seat;
    private final Runnable onClose;
    private final @Nullable CallEntrance way;
    private final @Nullable Behind[] behind;
    private @Nullable Loaded<?> loaded;
    private @Nullable Pins pins;
    private String name = "";

    private HookEntrance(
            KernelHook hook,
            HookBody body,
            ProgramArray programs,
            int seat,
            Runnable onClose,
            @Nullable CallEntrance way) {
        this.hook = hook;
        this.body = body;
        this.programs = programs;
        this.seat = seat;
        this.onClose = onClose;
        this.way = way;
        this.behind = new Behind[programs.maxEntries()];
    }

    static HookEntrance of(KernelHook hook, Cookies cookies) {
        ProgramArray programs = programs(1);
        int cookie = cookies.take();
        return new HookEntrance(hook, new Dispatch(programs), programs, cookie, () -> cookies.giveBack(cookie), null);
    }

    /**
     * Of the returns of what another sees begin.
     *
     * @param number of the hook, {@link Pending#BY_SEAT} if calls are found by what hooks tell
     * @param seat of the other: programs of both find it
     * @param way from where the hook is reached, null if it is attached to
     */
    static HookEntrance ofReturns(
            KernelHook hook,
            int number,
            int seat,
            Pending pending,
            List<ReturnDispatch.Sign> signs,
            @Nullable CallEntrance way) {
        ProgramArray programs = programs(ReturnDispatch.PLACES);
        return new HookEntrance(
                hook, new ReturnDispatch(programs, number, pending, signs), programs, seat, () -> {}, way);
    }

    private static ProgramArray programs(int places) {
        ProgramArray programs = ProgramArray.of(places);
        programs.name("policy_rules");
        programs.create();
        return programs;
    }

    @Override
    public void attach(KnownPrograms known) {
        if (way == null) {
            loaded = known.attach(hook, body, seat);
        } else {
            loaded = known.load(hook, body);
            way.attach(known);
            way.reach(loaded.programs().getFirst());
        }
    }

    @Override
    public boolean isAttached() {
        return loaded != null;
    }

    @Override
    public int seat() {
        return seat;
    }

    @Override
    public void keep(Pins keeping, String newName) {
        pins = keeping;
        name = newName;
        keeping.map(newName + "_rules", programs);
        if (way != null) {
            way.keep(keeping, newName);
        } else if (loaded != null) {
            keeping.links(newName, loaded.programs());
        }
    }

    @Override
    public boolean isKept() {
        return pins != null;
    }

    @Override
    public void forget() {
        if (way != null) {
            way.forget();
        }
        if (pins != null) {
            for (int place = 0; place < programs.maxEntries(); place++) {
                programs.clear(place);
            }
            pins.remove(name);
            pins = null;
        }
    }

    @Override
    public void set(int place, Behind program) {
        programs.set(place, program.program().program().fd());
        Behind old = behind[place];
        behind[place] = program;
        if (old != null && behind.length > 1) {
            old.close();
        }
    }

    @Override
    public long bytes() {
        Loaded<?> attached = loaded;
        long program = attached == null
                ? 0
                : DescriptorMemory.bytes(
                        attached.programs().getFirst().program().fd());
        return program + DescriptorMemory.bytes(programs.fd()) + (way == null ? 0 : way.bytes());
    }

    @Override
    public KernelHook hook() {
        return hook;
    }

    @Override
    public void empty(KnownPrograms known) {
        if (way != null) {
            way.empty(known);
        }
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

    @Override
    public void leave(IdleEntrances idle, KnownPrograms known) {
        forget();
        if (!isAttached()) {
            close();
            return;
        }
        empty(known);
        switch (hook) {
            // The file may be another when its hook is wanted again.
            case KernelHook.UserFunction h -> idle.end(this::close);
            case KernelHook.UserReturn h -> idle.end(this::close);
            case KernelHook.UserProbe h -> idle.end(this::close);
            // It has to be attached after the programs behind it, which are not kept.
            case KernelHook.SecurityWithHash h -> idle.end(this::close);
            default -> idle.keep(this);
        }
    }

    /** To take a program away the kernel waits for all processors; to put another there it need not. */
    private void empty(int place, KnownPrograms known) {
        try (Loaded<?> nothing = known.load(hook, new NoRules())) {
            programs.set(place, nothing.programs().getFirst().program().fd());
        } catch (KernelException refused) {
            boolean _ = programs.clear(place);
        }
    }

    @Override
    public void close() {
        if (way != null) {
            way.close();
        }
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
        programs.close();
        onClose.run();
        if (behind.length > 1) {
            for (Behind program : behind) {
                if (program != null) {
                    program.close();
                }
            }
        }
    }
}
