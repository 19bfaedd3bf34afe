import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

/** Drops every ping that a network device receives, and counts them. */
class DropPing {
    static final int IPV4 = 0x0800;
    static final int ICMP = 1;

    interface Ethernet extends Struct {
        @Length(12)
        Bytes addresses();

        @U16
        @BigEndian
        int protocol();
    }

    interface Ipv4 extends Struct {
        @Length(9)
        Bytes unread();

        @U8
        int protocol();
    }

    final String device;
    final PerCpuArray<Counter> dropped = PerCpuArray.of(Counter.class, 1);

    DropPing(String device) {
        this.device = device;
    }

    @Xdp("{device}")
    int packet(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.protocol() != IPV4) {
            return XdpContext.PASS;
        }
        Ipv4 ip = packet.at(14, Ipv4.class);
        if (ip == null || ip.protocol() != ICMP) {
            return XdpContext.PASS;
        }
        Counter count = dropped.get(0);
        if (count != null) {
            count.value(count.value() + 1);
        }
        return XdpContext.DROP;
    }
}
