package dev.skep.compiler.hook;

/**
 * A packet at a socket filter. Its bytes are read by {@link dev.skep.compiler.helper.PacketHelpers#skbLoadBytes}; for a packet socket
 * they begin with the Ethernet header.
 */
public interface SocketFilterContext extends SkbContext {}
