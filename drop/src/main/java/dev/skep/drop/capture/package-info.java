/** Reads captures of packets: pcap-savefile(5) and pcapng (draft-ietf-opsawg-pcapng), of Ethernet. */
@NullMarked
package dev.skep.drop.capture;

import org.jspecify.annotations.NullMarked;
