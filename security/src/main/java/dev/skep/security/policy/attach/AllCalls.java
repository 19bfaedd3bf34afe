package dev.skep.security.policy.attach;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.security.policy.hook.CopyingCalls;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.program.SystemCallLayout;
import dev.skep.security.policy.program.SystemCallsProgram;
import dev.skep.security.policy.program.SystemReturnsProgram;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where all system calls begin, or where all return: one program that goes on by the number of the call, attached as long as there is a hook.
 * What a call has there, is put by one write to a table, where a tracepoint of its own takes the kernel a millisecond, and each call that
 * passes it a hundred nanoseconds more; calls without hooks take some forty more than beside tracepoints of others. Safe for several threads.
 */
final class AllCalls {
    /** Numbers of system calls of x86-64 are below. */
    static final int NUMBERS = 512;

    /** Those that have two programs, one after the other. */
    private static final List<Integer> TWICE = CopyingCalls.NUMBERS;

    private final boolean returns;
    private final String name;
    private final Consumer<Runnable> later;
    private @Nullable Attached attached;
    private int hooks;
    private @Nullable Pins pins;
    private int kept;

    /** The table, and what is attached and looks at it. */
    private record Attached(ProgramArray programs, Loaded<?> loaded) implements AutoCloseable {
        static Attached attach(boolean returns) {
            ProgramArray programs = ProgramArray.of(NUMBERS + TWICE.size());
            programs.name("policy_calls");
            programs.create();
            try {
                return new Attached(programs, Kernel.load(program(programs, returns)));
            } catch (RuntimeException | Error refused) {
                programs.close();
                throw refused;
            }
        }

        @Override
        public void close() {
            loaded.close();
            programs.close();
        }
    }

    /**
     * Nothing is attached yet.
     *
     * @param later does what may take long
     */
    AllCalls(boolean returns, Consumer<Runnable> later) {
        this.returns = returns;
        this.name = returns ? "all_returns" : "all_calls";
        this.later = later;
    }

    /** What is attached. */
    static Object program(ProgramArray programs, boolean returns) {
        return returns
                ? new SystemReturnsProgram(programs, SystemCallLayout.ofRunningKernel())
                : new SystemCallsProgram(programs, NUMBERS, TWICE);
    }

    /** A hook begins to need it. */
    synchronized void join() {
        if (attached == null) {
            attached = Attached.attach(returns);
        }
        hooks++;
    }

    /** A hook needs it no more. */
    void leave() {
        boolean last;
        synchronized (this) {
            hooks--;
            last = hooks == 0;
        }
        if (last) {
            later.accept(this::detachIfIdle);
        }
    }

    private synchronized void detachIfIdle() {
        if (hooks == 0 && attached != null) {
            attached.close();
            attached = null;
        }
    }

    private Attached attached() {
        return Objects.requireNonNull(attached, "only hooks that have joined come here");
    }

    /** Puts a program where calls go on. */
    synchronized void set(KernelHook.SystemCall call, int programFd) {
        attached().programs().set(place(call), programFd);
    }

    /** Takes it away. */
    synchronized void clear(KernelHook.SystemCall call) {
        boolean _ = attached().programs().clear(place(call));
    }

    private static int place(KernelHook.SystemCall call) {
        return call.turn() == 0 ? call.number() : NUMBERS + TWICE.indexOf(call.number());
    }

    /** A hook is kept when this process ends, and so is this. */
    synchronized void keep(Pins keeping) {
        if (pins == null) {
            try {
                keeping.map(name + "_rules", attached().programs());
                keeping.links(name, attached().loaded().programs());
            } catch (RuntimeException | Error refused) {
                keeping.remove(name);
                throw refused;
            }
            pins = keeping;
        }
        kept++;
    }

    /** A hook is kept no longer. */
    synchronized void forget() {
        kept--;
        if (kept == 0 && pins != null) {
            pins.remove(name);
            pins = null;
        }
    }

    /** A hook's share of the memory in the kernel. */
    synchronized long bytes() {
        if (attached == null) {
            return 0;
        }
        int program = attached.loaded().programs().getFirst().program().fd();
        return (DescriptorMemory.bytes(program)
                        + DescriptorMemory.bytes(attached.programs().fd()))
                / Math.max(1, hooks);
    }
}
