package dev.skep.bpf.inspect;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.util.ArrayList;
import java.util.List;

/** The kinds of objects that the kernel counts and gives ids. */
public enum ObjectKind {
    /** Programs; ids since Linux 4.13. */
    PROGRAM("program", "prog_id:", BpfCommand.PROG_GET_NEXT_ID, BpfCommand.PROG_GET_FD_BY_ID),
    /** Maps; ids since Linux 4.13. */
    MAP("map", "map_id:", BpfCommand.MAP_GET_NEXT_ID, BpfCommand.MAP_GET_FD_BY_ID),
    /** Links; ids since Linux 5.8. */
    LINK("link", "link_id:", BpfCommand.LINK_GET_NEXT_ID, BpfCommand.LINK_GET_FD_BY_ID);

    private static final int NEXT_SIZE = 12;
    private static final int NEXT_ID = 4;

    private final String word;
    private final String field;
    private final BpfCommand next;
    private final BpfCommand open;

    ObjectKind(String word, String field, BpfCommand next, BpfCommand open) {
        this.word = word;
        this.field = field;
        this.next = next;
        this.open = open;
    }

    /** What it is called in messages. */
    public String word() {
        return word;
    }

    /** The line of /proc/PID/fdinfo that has its id. */
    String field() {
        return field;
    }

    BpfCommand open() {
        return open;
    }

    /**
     * The ids of all objects of this kind, ascending (BPF_PROG_GET_NEXT_ID and its siblings). Ids are given in a circle of
     * 2^31 and not used again before it closes, so an object that vanishes meanwhile is not mistaken for another.
     *
     * @throws SyscallException EPERM without CAP_SYS_ADMIN; EINVAL where the kernel does not know the kind
     */
    public List<Integer> ids() {
        List<Integer> ids = new ArrayList<>();
        CallBuffer attributes = CallBuffer.allocate(NEXT_SIZE);
        while (true) {
            long result = BpfSyscall.invoke(next, attributes);
            if (result == -Errno.ENOENT.number()) {
                return ids;
            }
            if (result < 0) {
                throw new SyscallException(next.call(), "", (int) -result);
            }
            int id = attributes.u32(NEXT_ID);
            ids.add(id);
            attributes.u32(0, id);
        }
    }
}
