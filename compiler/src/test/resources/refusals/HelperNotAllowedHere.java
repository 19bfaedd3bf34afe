import dev.skep.compiler.helper.FunctionHelpers;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

class HelperNotAllowedHere {
    @Xdp
    int run(XdpContext packet) {
        return FunctionHelpers.overrideReturn(-1) == 0 ? XdpContext.DROP : XdpContext.PASS;
    }
}
