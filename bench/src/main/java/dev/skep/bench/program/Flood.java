package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.PacketHelpers;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

/** Sends each frame of a test run into a device, from another IPv4 address each time, as a flood comes in. */
public final class Flood {
    private static final int CHECKSUM = 24;
    private static final int SOURCE = 26;

    private final int device;
    private final long sum;

    /**
     * Loaded and not attached.
     *
     * @param device the index of the device
     * @param sum of the half words of the IPv4 header, without its checksum and its source
     */
    public Flood(int device, long sum) {
        this.device = device;
        this.sum = sum;
    }

    /** The checksum of an IPv4 header. */
    interface Checksum extends Struct {
        @U16
        @BigEndian
        int value();

        /** Writes it. */
        void value(int checksum);
    }

    /** Where a packet comes from. */
    interface Source extends Struct {
        @BigEndian
        int address();

        /** Writes it. */
        void address(int address);
    }

    @Xdp
    int send(XdpContext packet) {
        Source source = packet.at(SOURCE, Source.class);
        Checksum checksum = packet.at(CHECKSUM, Checksum.class);
        if (source == null || checksum == null) {
            return XdpContext.DROP;
        }
        int address = Helpers.getPrandomU32();
        source.address(address);
        long total = sum + (address >>> 16) + (address & 0xffff);
        total = (total & 0xffff) + (total >>> 16);
        total = (total & 0xffff) + (total >>> 16);
        checksum.value((int) (~total & 0xffff));
        return PacketHelpers.redirect(device, 0);
    }
}
