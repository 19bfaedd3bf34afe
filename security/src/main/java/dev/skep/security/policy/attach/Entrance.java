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
    private final int cookie;
    private final Runnable onClose;
    private final @Nullable Behind[] behind;
    private @Nullable Loaded<?> loaded;
    private @Nullable Pins pins;
    private String name = "";

    private Entrance(KernelHook hook, HookBody body, ProgramArray programs, int cookie, Runnable onClose) {
        this.hook = hook;
        this.body = body;
        this.programs = programs;
        this.cookie = cookie;
        this.onClose = onClose;
        this.behind = new Behind[programs.maxEntries()];
    }

    static Entrance of(KernelHook hook, Cookies cookies) {
        ProgramArray programs = programs(1);
        int cookie = cookies.take();
        return new Entrance(hook, new Dispatch(programs), programs, cookie, () -> cookies.giveBack(cookie));
    }

    /**
     * Of the returns of what another sees begin.
     *
     * @param number of the hook, {@link Pending#BY_COOKIE} if calls are found by the cookie
     * @param cookie that of the other, if programs of both see one: they find the same seat by it
     */
    static Entrance ofReturns(
            KernelHook hook, int number, int cookie, Pending pending, List<ReturnDispatch.Sign> signs) {
        ProgramArray programs = programs(ReturnDispatch.PLACES);
        return new Entrance(hook, new ReturnDispatch(programs, number, pending, signs), programs, cookie, () -> {});
    }

    private static ProgramArray programs(int places) {
        ProgramArray programs = ProgramArray.of(places);
        programs.name("policy_rules");
        programs.create();
        return programs;
    }

    void attach(KnownPrograms known) {
        loaded = known.attach(hook, body, cookie);
    }

    /** Whether it is attached, be it with nothing behind it. */
    boolean isAttached() {
        return loaded != null;
    }

    /** What the programs behind it know the hook by, where hooks of the kind have such. */
    int cookie() {
        return cookie;
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

    /** Puts a program in the place of the one that was there, which is closed where there are several places. */
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

    /** Leaves no rules behind it, and it to those who want the hook again. */
    void leave(IdleEntrances idle, KnownPrograms known) {
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

    /** Detaches. */
    @Override
    public void close() {
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
