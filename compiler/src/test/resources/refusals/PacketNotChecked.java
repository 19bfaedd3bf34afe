import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

class PacketNotChecked {
    interface Header extends Struct {
        int type();
    }

    @Xdp
    int run(XdpContext packet) {
        return packet.at(14, Header.class).type() == 8 ? XdpContext.DROP : XdpContext.PASS;
    }
}
