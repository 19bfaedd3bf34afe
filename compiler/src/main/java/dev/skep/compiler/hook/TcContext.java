package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/** A packet at traffic control or in a netkit device. */
public interface TcContext extends SkbContext, PacketContext {
    /** TCX_NEXT, TC_ACT_UNSPEC: the next program decides; if there is none the packet passes. */
    int NEXT = -1;

    /** TCX_PASS, TC_ACT_OK: the packet passes, and no further program is asked. */
    int PASS = 0;

    /** TCX_DROP, TC_ACT_SHOT: the packet is gone. */
    int DROP = 2;

    /** TCX_REDIRECT, TC_ACT_REDIRECT: the packet goes where a redirect helper said. */
    int REDIRECT = 7;

    @Override
    <T extends Struct> @Nullable T at(int offset, Class<T> type);

    /** The bytes that an XDP program put before the packet, or null if there are fewer than {@code type} needs. */
    <T extends Struct> @Nullable T meta(Class<T> type);

    /** Sets the mark that routing rules and netfilter see. */
    void mark(int value);

    /** Chooses the device's queue. */
    void queueMapping(int value);

    /** Sets the priority for queueing. */
    void priority(int value);

    /** The class for a classful queueing discipline. */
    int tcClassid();

    /** Sets the class for a classful queueing discipline. */
    void tcClassid(int value);

    /** When the packet is to be sent or was received, in nanoseconds of the clock that the packet's kind has; 0 if nobody said. */
    long timestamp();

    /** Sets when the packet is to be sent. */
    void timestamp(long nanos);

    /** Bytes on the wire, with the headers of all segments that it is going to be cut into. Since Linux 4.20. */
    int wireLength();

    /** The socket that the packet comes from or goes to, or null if that is not known. Since Linux 5.1. */
    @Nullable
    BpfSock socket();
}
