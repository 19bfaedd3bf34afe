package dev.skep.bench.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.LpmTrie;
import dev.skep.bpf.map.LruHashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

/** {@code lookups.bpf.c}: maps of several kinds. */
public final class LookupPrograms {
    private static final int ENTRIES = 1024;
    private static final int ADDRESS_BITS = 32;

    private final LpmTrie<Network, Counter> denied = LpmTrie.of(Network.class, Counter.class, ENTRIES);
    private final HashMap<Integer, Counter> ports = HashMap.of(Integer.class, Counter.class, ENTRIES);
    private final PerCpuArray<Traffic> traffic = PerCpuArray.of(Traffic.class, 1);
    private final LruHashMap<Long, Counter> begun = LruHashMap.of(Long.class, Counter.class, ENTRIES);
    private final PerCpuArray<Slots> durations = PerCpuArray.of(Slots.class, 1);
    private final HashMap<Comm, Counter> names = HashMap.of(Comm.class, Counter.class, ENTRIES);

    /** Drops packets from networks of a table, and counts them. */
    @Xdp
    int deniedNetworks(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != Ethernet.IPV4) {
            return XdpContext.PASS;
        }
        Ipv4 ip = packet.at(Ethernet.BYTES, Ipv4.class);
        if (ip == null) {
            return XdpContext.PASS;
        }
        Network key = Memory.onStack(Network.class);
        key.bits(ADDRESS_BITS);
        key.address(ip.source());
        Counter count = denied.get(key);
        if (count == null) {
            return XdpContext.PASS;
        }
        count.add(1);
        return XdpContext.DROP;
    }

    /** Counts packets by port. */
    @Xdp
    int portCounts(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != Ethernet.IPV4) {
            return XdpContext.PASS;
        }
        Ipv4 ip = packet.at(Ethernet.BYTES, Ipv4.class);
        if (ip == null || (ip.protocol() != Ipv4.TCP && ip.protocol() != Ipv4.UDP)) {
            return XdpContext.PASS;
        }
        Ports both = packet.at(Ethernet.BYTES + Ipv4.BYTES, Ports.class);
        if (both == null) {
            return XdpContext.PASS;
        }
        int port = both.destination();
        Counter count = ports.get(port);
        if (count != null) {
            count.add(1);
        } else {
            Counter first = Memory.onStack(Counter.class);
            first.value(1);
            ports.put(port, first);
        }
        return XdpContext.PASS;
    }

    /** Counts packets and bytes. */
    @Xdp
    int packetsAndBytes(XdpContext packet) {
        Traffic sum = traffic.get(0);
        if (sum != null) {
            sum.packets(sum.packets() + 1);
            sum.bytes(sum.bytes() + packet.length());
        }
        return XdpContext.PASS;
    }

    /** Remembers when a system call began. */
    @RawTracepoint("sys_enter")
    int callBegins() {
        Counter now = Memory.onStack(Counter.class);
        now.value(Helpers.ktimeGetNs());
        begun.put(Helpers.getCurrentPidTgid(), now);
        return 0;
    }

    /** How long system calls take. */
    @RawTracepoint("sys_exit")
    int callEnds() {
        long id = Helpers.getCurrentPidTgid();
        Counter begin = begun.get(id);
        if (begin == null) {
            return 0;
        }
        long micros = (Helpers.ktimeGetNs() - begin.value()) / 1000;
        begun.remove(id);
        Slots histogram = durations.get(0);
        if (histogram == null) {
            return 0;
        }
        int slot = 0;
        for (int i = 4; i >= 0; i--) {
            int bits = 1 << i;
            if (micros >>> bits != 0) {
                micros >>>= bits;
                slot += bits;
            }
        }
        slot &= Slots.COUNT - 1;
        histogram.slots(slot, histogram.slots(slot) + 1);
        return 0;
    }

    /** System calls by the thread's name. */
    @RawTracepoint("sys_enter")
    int callsByName() {
        Comm key = Memory.onStack(Comm.class);
        Helpers.getCurrentComm(key.name());
        Counter count = names.get(key);
        if (count != null) {
            count.add(1);
        } else {
            Counter first = Memory.onStack(Counter.class);
            first.value(1);
            names.put(key, first);
        }
        return 0;
    }
}
