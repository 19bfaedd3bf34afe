import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.SockTuple;
import dev.skep.compiler.helper.SocketHelpers;
import dev.skep.compiler.hook.BpfSock;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.hook.Tcx;

class SocketNotReleased {
    @Tcx
    int run(TcContext packet) {
        SockTuple.V4 addresses = Memory.onStack(SockTuple.V4.class);
        addresses.destinationPort(80);
        BpfSock socket = SocketHelpers.skLookupTcp(packet, addresses, -1, 0);
        if (socket == null) return TcContext.NEXT;
        if (socket.state() != 10) return TcContext.DROP;
        SocketHelpers.skRelease(socket);
        return TcContext.NEXT;
    }
}
