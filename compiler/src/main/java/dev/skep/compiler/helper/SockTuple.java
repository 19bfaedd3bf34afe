package dev.skep.compiler.helper;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/** Addresses and ports of a packet, {@code struct bpf_sock_tuple}, for the look-up of its socket; numbers in the machine's byte order. */
public sealed interface SockTuple extends Struct {
    /** Of IPv4. */
    non-sealed interface V4 extends SockTuple {
        /** The packet's source address. */
        @BigEndian
        int sourceAddress();

        /** Sets the packet's source address. */
        void sourceAddress(int v);

        /** The packet's destination address. */
        @BigEndian
        int destinationAddress();

        /** Sets the packet's destination address. */
        void destinationAddress(int v);

        /** The packet's source port. */
        @BigEndian
        @U16
        int sourcePort();

        /** Sets the packet's source port. */
        void sourcePort(int v);

        /** The packet's destination port. */
        @BigEndian
        @U16
        int destinationPort();

        /** Sets the packet's destination port. */
        void destinationPort(int v);
    }

    /** Of IPv6. */
    non-sealed interface V6 extends SockTuple {
        /** The packet's source address, in network order. */
        @Length(16)
        Bytes sourceAddress();

        /** The packet's destination address, in network order. */
        @Length(16)
        Bytes destinationAddress();

        /** The packet's source port. */
        @BigEndian
        @U16
        int sourcePort();

        /** Sets the packet's source port. */
        void sourcePort(int v);

        /** The packet's destination port. */
        @BigEndian
        @U16
        int destinationPort();

        /** Sets the packet's destination port. */
        void destinationPort(int v);
    }
}
