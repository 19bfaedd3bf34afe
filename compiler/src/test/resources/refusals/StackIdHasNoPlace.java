import dev.skep.bpf.map.StackTraceMap;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

class StackIdHasNoPlace {
    private final StackTraceMap stacks = StackTraceMap.of(100);

    @Xdp
    int run(XdpContext packet) {
        return stacks.stackId(packet, 0) > 0 ? XdpContext.DROP : XdpContext.PASS;
    }
}
