package dev.skep.trace.exec;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.trace.kernel.KernelWord;
import dev.skep.trace.kernel.LinuxBinprm;
import dev.skep.trace.kernel.Machine;
import dev.skep.trace.kernel.SyscallArguments;
import dev.skep.trace.kernel.SyscallExit;
import dev.skep.trace.kernel.Task;

/**
 * Sends execs that fail, too. The old program is still there then, so the arguments are read one by one through its array of
 * pointers.
 */
final class ExecSnoopWithFailures {
    /** Most arguments of an exec that failed. */
    private static final int MOST_ARGUMENTS = 32;

    private static final int LONGEST_ARGUMENT = 1024;
    private static final int LAST_START = ExecEvent.TEXT_BYTES - LONGEST_ARGUMENT;

    private final ExecSnoop successes;
    private final Machine machine = Machine.running();

    @SuppressWarnings("UnusedVariable") // the loader creates the maps that it finds in fields
    private final RingBuffer<ExecEvent> events;

    @SuppressWarnings("UnusedVariable") // likewise
    private final PerCpuArray<ExecEvent> scratch;

    ExecSnoopWithFailures(ExecSnoop successes) {
        this.successes = successes;
        events = successes.events;
        scratch = successes.scratch;
    }

    /** As {@link ExecSnoop#exec}. */
    @TpBtf("sched_process_exec")
    int exec(Task task, int oldPid, LinuxBinprm binprm) {
        return successes.exec(task, oldPid, binprm);
    }

    /** {@code execve(name, arguments, environment)}, {@code execveat(directory, name, arguments, environment, flags)}. */
    @Tracepoint({"syscalls/sys_exit_execve", "syscalls/sys_exit_execveat"})
    int ended(SyscallExit call) {
        int result = (int) call.ret();
        if (result < 0) {
            Task task = Helpers.getCurrentTaskBtf(Task.class);
            SyscallArguments arguments = machine.arguments(task);
            boolean at = call.__syscall_nr() == machine.execveat();
            long name = at ? arguments.second() : arguments.first();
            failed(Memory.untrusted(task), result, name, at ? arguments.third() : arguments.second());
        }
        return 0;
    }

    private void failed(Task task, int result, long name, long pointers) {
        ExecEvent event = successes.begin(task, result);
        if (event == null) {
            return;
        }
        int nameLength = successes.name(event, name, true);
        int limit = nameLength + successes.filter.argumentsBytes();
        event.argumentsLength(0);
        event.marks(ExecEvent.CUT);
        for (int i = 0; i < MOST_ARGUMENTS; i++) {
            long argument = Memory.atUser(pointers + 8L * i, KernelWord.class).value();
            if (argument == 0) {
                event.marks(0);
                break;
            }
            int at = nameLength + event.argumentsLength();
            if (at < 0 || at > LAST_START || at >= limit) {
                break;
            }
            int length = Helpers.probeReadUserStr(Memory.slice(event.text(), at, LONGEST_ARGUMENT), argument);
            if (length <= 0) {
                event.marks(ExecEvent.UNREADABLE);
                break;
            }
            event.argumentsLength(event.argumentsLength() + length);
        }
        successes.send(event, nameLength, event.argumentsLength());
    }
}
