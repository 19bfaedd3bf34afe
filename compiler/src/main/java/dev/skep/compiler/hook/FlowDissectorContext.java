package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/** A packet whose headers are to be found. Its bytes may be read, not changed. */
public interface FlowDissectorContext extends PacketContext {
    /** BPF_OK: {@link #keys} are filled in. */
    int OK = 0;

    /** BPF_DROP: the headers make no sense. */
    int DROP = 2;

    /** BPF_FLOW_DISSECTOR_CONTINUE: the kernel's own dissector shall do it. Since Linux 6.2. */
    int CONTINUE = 129;

    @Override
    <T extends Struct> @Nullable T at(int offset, Class<T> type);

    /** What was found so far, to be filled in. */
    FlowKeys keys();
}
