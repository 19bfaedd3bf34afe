package dev.skep.compiler.internal.eval;

/**
 * Where a context holds the addresses of a packet's first byte and of the byte after its last that can be read directly.
 *
 * @param data bytes from the context's start to the first address
 * @param end bytes from the context's start to the second address
 * @param size bytes of each, 4 or 8; the kernel turns the load into that of an address either way
 * @param writable whether this kind of program may change the packet by plain stores
 */
public record PacketLayout(int data, int end, int size, boolean writable) {
    /** {@code struct xdp_md}. */
    public static final PacketLayout XDP = new PacketLayout(0, 4, 4, true);
    /** {@code struct __sk_buff} where the packet may be changed. */
    public static final PacketLayout SK_BUFF = new PacketLayout(76, 80, 4, true);
    /** {@code struct __sk_buff} where the packet may be read only. */
    public static final PacketLayout SK_BUFF_READ_ONLY = new PacketLayout(76, 80, 4, false);
    /** {@code struct sk_msg_md}. */
    public static final PacketLayout SK_MSG = new PacketLayout(0, 8, 8, true);
    /** {@code struct bpf_sockopt}: the option's value. */
    public static final PacketLayout SOCKOPT = new PacketLayout(8, 16, 8, true);
}
