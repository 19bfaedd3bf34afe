import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

class PacketOffset {
    interface Header extends Struct {
        int type();
    }

    @Xdp
    int run(XdpContext packet) {
        Header header = packet.at(-4, Header.class);
        return header == null ? XdpContext.DROP : XdpContext.PASS;
    }
}
