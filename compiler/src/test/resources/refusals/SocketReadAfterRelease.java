import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.SockTuple;
import dev.skep.compiler.helper.SocketHelpers;
import dev.skep.compiler.helper.TcpSock;
import dev.skep.compiler.hook.BpfSock;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.hook.Tcx;

class SocketReadAfterRelease {
    @Tcx
    int run(TcContext packet) {
        SockTuple.V4 addresses = Memory.onStack(SockTuple.V4.class);
        addresses.destinationPort(80);
        BpfSock socket = SocketHelpers.skLookupTcp(packet, addresses, -1, 0);
        if (socket == null) return TcContext.NEXT;
        TcpSock connection = SocketHelpers.tcpSock(socket);
        SocketHelpers.skRelease(socket);
        if (connection == null) return TcContext.NEXT;
        return connection.congestionWindow() > 10 ? TcContext.DROP : TcContext.NEXT;
    }
}
