package dev.skep.agent.client;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What netty says of its connections. */
public final class NettyLog {
    /** Kept, since a logger that nobody keeps loses its level. */
    private static final Logger BOOTSTRAP = Logger.getLogger("io.netty.bootstrap");

    private static final Logger STREAMS = Logger.getLogger("io.grpc.netty.NettyServerHandler");

    private NettyLog() {}

    /**
     * Keeps it from warning of each unix socket that it has no SO_KEEPALIVE, which gRPC sets on every connection, and of each client that
     * goes while something is sent to it.
     */
    public static void quiet() {
        BOOTSTRAP.setLevel(Level.SEVERE);
        STREAMS.setLevel(Level.SEVERE);
    }
}
