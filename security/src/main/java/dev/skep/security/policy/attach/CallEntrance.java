package dev.skep.security.policy.attach;

import dev.skep.compiler.LoadedProgram;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.keep.Pins;

/** The place of one system call among {@linkplain AllCalls all}: its program is reached from there at once. */
final class CallEntrance implements Entrance {
    private final KernelHook.SystemCall hook;
    private final AllCalls all;
    private boolean attached;
    private boolean taken;
    private boolean kept;

    CallEntrance(KernelHook.SystemCall hook, AllCalls all) {
        this.hook = hook;
        this.all = all;
    }

    @Override
    public KernelHook hook() {
        return hook;
    }

    @Override
    public void attach(KnownPrograms known) {
        all.join();
        attached = true;
    }

    @Override
    public boolean isAttached() {
        return attached;
    }

    @Override
    public int seat() {
        return hook.number();
    }

    @Override
    public void keep(Pins keeping, String name) {
        all.keep(keeping);
        kept = true;
    }

    @Override
    public boolean isKept() {
        return kept;
    }

    @Override
    public void forget() {
        if (kept) {
            empty();
            all.forget();
            kept = false;
        }
    }

    @Override
    public void set(int place, Behind program) {
        reach(program.program());
    }

    /** Puts a program there. */
    void reach(LoadedProgram program) {
        all.set(hook, program.program().fd());
        taken = true;
    }

    @Override
    public long bytes() {
        return all.bytes();
    }

    @Override
    public void empty(KnownPrograms known) {
        empty();
    }

    private void empty() {
        if (taken) {
            all.clear(hook);
            taken = false;
        }
    }

    @Override
    public void leave(IdleEntrances idle, KnownPrograms known) {
        forget();
        close();
    }

    @Override
    public void close() {
        if (!kept) {
            empty();
        }
        if (attached) {
            attached = false;
            all.leave();
        }
    }
}
