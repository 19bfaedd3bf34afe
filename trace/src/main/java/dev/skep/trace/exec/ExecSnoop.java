package dev.skep.trace.exec;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.trace.filter.ProcessFilter;
import dev.skep.trace.kernel.LinuxBinprm;
import dev.skep.trace.kernel.Task;
import org.jspecify.annotations.Nullable;

/**
 * Sends every exec that succeeds: the program that runs in the kernel.
 *
 * <p>It runs when the new program is in place, so all arguments lie in one piece in the new memory, and one read takes them.
 */
final class ExecSnoop {
    private static final int RING_BYTES = 8 << 20;

    final ExecFilter filter;
    final RingBuffer<ExecEvent> events = RingBuffer.of(ExecEvent.class, RING_BYTES);
    final PerCpuArray<ExecEvent> scratch = PerCpuArray.of(ExecEvent.class, 1);

    ExecSnoop(ExecFilter filter) {
        this.filter = filter;
    }

    /** {@code trace_sched_process_exec(task, old_pid, bprm)}, called by {@code exec_binprm} of fs/exec.c. */
    @TpBtf("sched_process_exec")
    int exec(Task executing, int oldPid, LinuxBinprm binprm) {
        Task task = Memory.untrusted(executing);
        ExecEvent event = begin(task, 0);
        if (event == null) {
            return 0;
        }
        event.tid(oldPid);
        int nameLength = name(event, binprm.filename(), false);
        long start = task.mm().arg_start();
        long bytes = task.mm().arg_end() - start;
        int marks = binprm.interp() == binprm.filename() ? 0 : ExecEvent.SCRIPT;
        if (bytes > filter.argumentsBytes()) {
            bytes = filter.argumentsBytes();
            marks |= ExecEvent.CUT;
        }
        int length = 0;
        if (bytes > 0) {
            length = (int) bytes;
            int failure = Helpers.probeReadUser(
                    Memory.slice(event.text(), nameLength, ExecEvent.ARGUMENTS_BYTES), length, start);
            if (failure != 0) {
                length = 0;
                marks |= ExecEvent.UNREADABLE;
            }
        }
        event.marks(marks);
        send(event, nameLength, length);
        return 0;
    }

    /** The scratch record with everything but texts, or null if this exec is not to be sent. */
    @Nullable
    ExecEvent begin(Task task, int result) {
        ProcessFilter process = filter.process();
        if (process.restrictsThread() && !process.acceptsThread(Helpers.getCurrentPidTgid())) {
            return null;
        }
        if (!process.acceptsCurrentCgroup()) {
            return null;
        }
        long group = process.currentGroup();
        if (!process.acceptsGroup(group)) {
            return null;
        }
        int uid = (int) Helpers.getCurrentUidGid();
        int ppid = task.real_parent().tgid();
        if (!process.acceptsUser(uid) || !process.acceptsParent(ppid)) {
            return null;
        }
        ExecEvent event = scratch.get(0);
        if (event == null) {
            return null;
        }
        Helpers.getCurrentComm(event.comm());
        if (!process.acceptsName(event.comm())) {
            return null;
        }
        event.timestamp(Helpers.ktimeGetNs());
        event.group(group);
        event.pid(task.tgid());
        event.tid(task.pid());
        event.ppid(ppid);
        event.uid(uid);
        event.result(result);
        return event;
    }

    /** Reads the file's name; returns its length without NUL. */
    int name(ExecEvent event, long address, boolean user) {
        int length = user
                ? Helpers.probeReadUserStr(Memory.slice(event.text(), 0, ExecEvent.NAME_BYTES), address)
                : Helpers.probeReadKernelStr(Memory.slice(event.text(), 0, ExecEvent.NAME_BYTES), address);
        return length > 0 && length <= ExecEvent.NAME_BYTES ? length - 1 : 0;
    }

    void send(ExecEvent event, int nameLength, int argumentsLength) {
        event.nameLength(nameLength);
        event.argumentsLength(argumentsLength);
        int used = nameLength + argumentsLength;
        if (used >= 0 && used <= ExecEvent.TEXT_BYTES) {
            events.output(event, StartedProgram.TEXT + used);
        }
    }
}
