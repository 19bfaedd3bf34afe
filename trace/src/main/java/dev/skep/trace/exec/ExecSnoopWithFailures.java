package dev.skep.trace.exec;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.trace.kernel.KernelWord;
import dev.skep.trace.kernel.SyscallArguments;
import dev.skep.trace.kernel.SyscallExit;
import dev.skep.trace.kernel.Task;

/**
 * Sends execs that fail, too. The old program is still there then, so the arguments are read one by one through its array of
 * pointers.
 */
final class ExecSnoopWithFailures extends ExecSnoop {
    /** Most arguments of an exec that failed. */
    static final int MOST_ARGUMENTS = 64;

    private static final int LONGEST_ARGUMENT = 1024;
    private static final int LAST_START = ExecEvent.TEXT_BYTES - LONGEST_ARGUMENT;

    private final SyscallArguments arguments = SyscallArguments.ofThisMachine();

    ExecSnoopWithFailures(ExecFilter filter) {
        super(filter);
    }

    /** {@code execve(name, arguments, environment)}. */
    @Tracepoint("syscalls/sys_exit_execve")
    int execve(SyscallExit call) {
        int result = (int) call.ret();
        if (result < 0) {
            Task task = Helpers.getCurrentTaskBtf(Task.class);
            failed(task, result, arguments.first(task), arguments.second(task));
        }
        return 0;
    }

    /** {@code execveat(directory, name, arguments, environment, flags)}. */
    @Tracepoint("syscalls/sys_exit_execveat")
    int execveat(SyscallExit call) {
        int result = (int) call.ret();
        if (result < 0) {
            Task task = Helpers.getCurrentTaskBtf(Task.class);
            failed(task, result, arguments.second(task), arguments.third(task));
        }
        return 0;
    }

    private void failed(Task task, int result, long name, long pointers) {
        ExecEvent event = begin(task, result);
        if (event == null) {
            return;
        }
        int nameLength = name(event, name, true);
        int limit = nameLength + filter.argumentsBytes();
        int at = nameLength;
        int marks = ExecEvent.CUT;
        for (int i = 0; i < MOST_ARGUMENTS; i++) {
            long argument = Memory.atUser(pointers + 8L * i, KernelWord.class).value();
            if (argument == 0) {
                marks = 0;
                break;
            }
            if (at < 0 || at > LAST_START || at >= limit) {
                break;
            }
            int length = Helpers.probeReadUserStr(Memory.slice(event.text(), at, LONGEST_ARGUMENT), argument);
            if (length <= 0) {
                marks = ExecEvent.UNREADABLE;
                break;
            }
            at += length;
        }
        event.marks(marks);
        send(event, nameLength, at - nameLength);
    }
}
