import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

class DeviceFieldMissing {
    @Xdp("{device}")
    int run(XdpContext packet) {
        return XdpContext.PASS;
    }
}
