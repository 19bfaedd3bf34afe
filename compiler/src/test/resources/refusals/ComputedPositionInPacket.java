import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

class ComputedPositionInPacket {
    interface Header extends Struct {
        @Length(8)
        Bytes bytes();

        int number();
    }

    @Xdp
    int run(XdpContext packet) {
        Header header = packet.at(0, Header.class);
        return header == null ? 0 : header.bytes().u8(header.number() & 7);
    }
}
