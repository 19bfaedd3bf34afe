package dev.skep.drop.capture;

import java.io.IOException;
import java.util.Optional;

/** What lies in a file. */
sealed interface CaptureFormat permits PcapFormat, PcapngFormat {
    /** LINKTYPE_ETHERNET of the list at tcpdump.org. */
    int ETHERNET = 1;

    /** More than the largest snapshot length of libpcap ({@code MAXIMUM_SNAPLEN}) is no packet. */
    int LARGEST_PACKET = 262_144;

    /** The next packet; nothing at the end. */
    Optional<CapturedPacket> next() throws IOException;
}
