package dev.skep.security.policy.program;

import dev.skep.compiler.helper.CgroupHelpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.SockAddrContext;

/**
 * A socket that is to be connected, and the address.
 *
 * @param context the hook's
 * @param ip6 whether the hook is for IPv6: only then is such an address there
 */
record ConnectContext(SockAddrContext context, boolean ip6) implements HookContext {
    /** What the kernel is told: denied, with the error that the body wants, if it wants one. */
    int verdict(HookBody body) {
        int error = body.run(this, context);
        if (error == 0) {
            return SockAddrContext.ALLOW;
        }
        CgroupHelpers.setRetval(error);
        return SockAddrContext.DENY;
    }

    @Override
    public long number(int position) {
        return switch (position) {
            case ConnectNumber.FAMILY -> context.userFamily();
            case ConnectNumber.PORT -> context.userPort();
            case ConnectNumber.IP4 -> ip6 ? 0 : context.userIp4() & 0xffff_ffffL;
            case ConnectNumber.HIGH -> ip6 ? (word(0) << Integer.SIZE) | word(1) : 0;
            case ConnectNumber.LOW -> ip6 ? (word(2) << Integer.SIZE) | word(3) : 0;
            case ConnectNumber.TYPE -> context.type();
            case ConnectNumber.PROTOCOL -> context.protocol();
            case ConnectNumber.STATE -> context.socket().state();
            case ConnectNumber.MARK -> context.socket().mark() & 0xffff_ffffL;
            case ConnectNumber.PRIORITY -> context.socket().priority() & 0xffff_ffffL;
            case ConnectNumber.OWN_PORT -> context.socket().sourcePort();
            case ConnectNumber.OWN_IP4 -> ip6 ? 0 : context.socket().sourceIp4() & 0xffff_ffffL;
            case ConnectNumber.OWN_HIGH -> ip6 ? (ownWord(0) << Integer.SIZE) | ownWord(1) : 0;
            default -> ip6 ? (ownWord(2) << Integer.SIZE) | ownWord(3) : 0;
        };
    }

    private long ownWord(int index) {
        return context.socket().sourceIp6(index) & 0xffff_ffffL;
    }

    private long word(int index) {
        return context.userIp6(index) & 0xffff_ffffL;
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        // There is no other than the socket.
        return Memory.cast(Memory.address(context.socket()), struct);
    }
}
