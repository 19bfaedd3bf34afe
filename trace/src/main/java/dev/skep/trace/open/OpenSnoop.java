package dev.skep.trace.open;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.trace.kernel.KernelWord;
import dev.skep.trace.kernel.Machine;
import dev.skep.trace.kernel.SyscallArguments;
import dev.skep.trace.kernel.SyscallExit;
import dev.skep.trace.kernel.Task;

/**
 * Sends every open of a file: the program that runs in the kernel.
 *
 * <p>It runs at the end of the system calls only. Their arguments are still in the registers that the kernel saved at entry, the
 * result is known, and the page with the file's name has just been read by the kernel itself, so the name is there: one hook for
 * each open, and no map that carries arguments from entry to exit.
 */
public final class OpenSnoop {
    private static final int RING_BYTES = 8 << 20;
    private static final int AT_FDCWD = -100;
    private static final int CREAT_FLAGS =
            OpenFlag.O_CREAT.value() | OpenFlag.O_WRONLY.value() | OpenFlag.O_TRUNC.value();

    private final OpenFilter filter;
    private final Machine machine = Machine.running();
    private final PerCpuArray<OpenEvent> scratch = PerCpuArray.of(OpenEvent.class, 1);
    private final RingBuffer<OpenEvent> events = RingBuffer.of(OpenEvent.class, RING_BYTES);

    /** Sends what {@code filter} accepts. */
    public OpenSnoop(OpenFilter filter) {
        this.filter = filter;
    }

    /** The records. */
    public RingBuffer<OpenEvent> events() {
        return events;
    }

    /** {@code open(name, flags)}, {@code openat(directory, name, flags)}, {@code openat2(directory, name, how)}, {@code creat(name)}. */
    @Tracepoint({
        "syscalls/sys_exit_openat",
        "syscalls/sys_exit_open",
        "syscalls/sys_exit_openat2",
        "syscalls/sys_exit_creat"
    })
    int opened(SyscallExit call) {
        int result = (int) call.ret();
        if (!wanted(result)) {
            return 0;
        }
        Task task = Helpers.getCurrentTaskBtf(Task.class);
        SyscallArguments arguments = machine.arguments(task);
        int number = call.__syscall_nr();
        int directory = (int) arguments.first();
        long name = arguments.second();
        int flags = (int) arguments.third();
        if (number == machine.openat2()) {
            flags = (int) Memory.atUser(arguments.third(), KernelWord.class).value();
        } else if (number == machine.open() || number == machine.creat()) {
            directory = AT_FDCWD;
            flags = number == machine.creat() ? CREAT_FLAGS : (int) name;
            name = arguments.first();
        }
        send(Memory.untrusted(task), result, directory, name, flags);
        return 0;
    }

    /** The cheap questions first: most opens end here when there is a filter. */
    private boolean wanted(int result) {
        if (!filter.acceptsResult(result)) {
            return false;
        }
        if (filter.process().restrictsThread() && !filter.process().acceptsThread(Helpers.getCurrentPidTgid())) {
            return false;
        }
        if (!filter.process().acceptsCurrentCgroup()) {
            return false;
        }
        if (!filter.process().acceptsGroup(filter.process().currentGroup())) {
            return false;
        }
        return !filter.process().restrictsUser() || filter.process().acceptsUser((int) Helpers.getCurrentUidGid());
    }

    private void send(Task task, int result, int dirfd, long name, int flags) {
        int pid = task.tgid();
        if (filter.excepts(pid) || !filter.acceptsFlags(flags)) {
            return;
        }
        int ppid = task.real_parent().tgid();
        if (!filter.process().acceptsParent(ppid)) {
            return;
        }
        OpenEvent event = scratch.get(0);
        if (event == null) {
            return;
        }
        Helpers.getCurrentComm(event.comm());
        if (!filter.process().acceptsName(event.comm())) {
            return;
        }
        int nameLength = name(event, name);
        if (!filter.acceptsName(event.names())) {
            return;
        }
        if (nameLength > 0 && event.names().u8(0) != '/') {
            DirectoryWalk.write(event, task, dirfd, nameLength);
        }
        event.timestamp(Helpers.ktimeGetNs());
        event.group(filter.process().currentGroup());
        event.pid(pid);
        event.tid(task.pid());
        event.ppid(ppid);
        event.uid((int) Helpers.getCurrentUidGid());
        event.result(result);
        event.flags(flags);
        int used = nameLength + event.directoryLength();
        if (used >= 0 && used <= OpenEvent.NAMES_BYTES) {
            events.output(event, OpenedFile.NAMES + used);
        }
    }

    /** Reads the name; returns its length without NUL. */
    private static int name(OpenEvent event, long address) {
        int length = Helpers.probeReadUserStr(Memory.slice(event.names(), 0, OpenEvent.NAME_BYTES), address);
        boolean readable = length > 0 && length <= OpenEvent.NAME_BYTES;
        int used = readable ? length - 1 : 0;
        event.pathState(readable ? PathState.COMPLETE : PathState.NO_NAME);
        event.nameLength(used);
        event.directoryLength(0);
        return used;
    }
}
