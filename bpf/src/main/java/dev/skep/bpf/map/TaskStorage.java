package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.Fd;
import org.jspecify.annotations.Nullable;

/**
 * A struct beside each task: {@code bpf_task_storage_get}, for programs that observe. Descriptors are those of pidfd_open(2).
 *
 * <p>{@code BPF_MAP_TYPE_TASK_STORAGE}, since Linux 5.11.
 *
 * @param <V> a struct
 */
public final class TaskStorage<V extends Struct> extends LocalStorage<V> {

    private TaskStorage(Class<V> value) {
        super(MapType.TASK_STORAGE, value);
    }

    /** Describes a map. */
    public static <V extends Struct> TaskStorage<V> of(Class<V> value) {
        return new TaskStorage<>(value);
    }

    /**
     * A copy of the struct of a process's first thread, or null where it has none. User space only.
     *
     * @throws dev.skep.bpf.SyscallException ESRCH if there is no such process
     */
    public @Nullable V getOfProcess(long pid) {
        try (Fd process = Fd.ofProcess(pid)) {
            return get(process.number());
        }
    }

    /**
     * Stores a copy of {@code value} beside a process's first thread. User space only.
     *
     * @throws dev.skep.bpf.SyscallException ESRCH if there is no such process
     */
    public void putOfProcess(long pid, V value) {
        try (Fd process = Fd.ofProcess(pid)) {
            put(process.number(), value);
        }
    }
}
