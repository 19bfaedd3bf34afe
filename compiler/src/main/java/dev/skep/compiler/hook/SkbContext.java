package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;

/**
 * A packet with the kernel's metadata, {@code struct __sk_buff}: what all hooks that get one may read. Addresses and ports are in the
 * machine's byte order.
 */
public interface SkbContext extends Struct {
    /** Bytes of the packet, with all fragments. */
    int length();

    /** PACKET_HOST (0), PACKET_BROADCAST (1), PACKET_MULTICAST (2), PACKET_OTHERHOST (3), PACKET_OUTGOING (4). */
    int packetType();

    /** The mark that routing rules and netfilter see. */
    int mark();

    /** Which of the device's queues. */
    int queueMapping();

    /** The protocol behind the Ethernet header: 0x0800 for IPv4, 0x86dd for IPv6. */
    int protocol();

    /** 1 if the packet has a VLAN tag beside its bytes. */
    int vlanPresent();

    /** The VLAN tag: id in the lower 12 bits. */
    int vlanTci();

    /** The protocol of the VLAN tag: 0x8100, 0x88a8. */
    int vlanProtocol();

    /** The priority for queueing. */
    int priority();

    /** Index of the device that received the packet; 0 for one made on this machine. */
    int ingressIfindex();

    /** Index of the device that has the packet now. */
    int ifindex();

    /** One of five words that belong to the program for as long as it has the packet; {@code index} from 0 to 4. */
    int controlBlock(int index);

    /** Writes one of five words that belong to the program for as long as it has the packet; {@code index} from 0 to 4. */
    void controlBlock(int index, int value);

    /** The flow's hash; 0 if it was not computed, see {@link dev.skep.compiler.helper.PacketHelpers#getHashRecalc}. */
    int hash();

    /** The receive queue's number for busy polling. */
    int napiId();

    /** Segments that the packet is going to be cut into; 0 if it is one. Since Linux 5.1. */
    int gsoSegments();

    /** Bytes of each segment that the packet is going to be cut into. Since Linux 5.7. */
    int gsoSize();
}
