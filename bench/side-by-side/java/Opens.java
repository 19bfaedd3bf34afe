import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Tracepoint;

class Opens {
    interface Opened extends Struct {
        int pid();

        void pid(int v);

        int result();

        void result(int v);

        @Length(16)
        Bytes comm();

        @Length(256)
        Bytes path();
    }

    interface Enter extends Struct {
        long filename();
    }

    interface Exit extends Struct {
        long ret();
    }

    private final HashMap<Integer, Counter> paths = HashMap.of(Integer.class, Counter.class, 10_240);
    final RingBuffer<Opened> events = RingBuffer.of(Opened.class, 1 << 20).wakeupBytes(0);

    @Tracepoint("syscalls/sys_enter_openat")
    int enter(Enter call) {
        Counter path = Memory.onStack(Counter.class);
        path.value(call.filename());
        paths.put((int) Helpers.getCurrentPidTgid(), path);
        return 0;
    }

    @Tracepoint("syscalls/sys_exit_openat")
    int leave(Exit call) {
        int tid = (int) Helpers.getCurrentPidTgid();
        Counter path = paths.get(tid);
        if (path == null) {
            return 0;
        }
        Opened event = events.reserve();
        if (event != null) {
            event.pid((int) (Helpers.getCurrentPidTgid() >>> 32));
            event.result((int) call.ret());
            Helpers.getCurrentComm(event.comm());
            Helpers.probeReadUserStr(event.path(), path.value());
            events.submit(event);
        }
        paths.remove(tid);
        return 0;
    }
}
