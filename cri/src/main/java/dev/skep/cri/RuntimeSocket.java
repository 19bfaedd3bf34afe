package dev.skep.cri;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A connection to a runtime through its unix socket. Nothing is connected before the first call. */
final class RuntimeSocket implements AutoCloseable {
    /** Listings of large nodes. */
    private static final int MOST_BYTES = 64 << 20;

    /** gRPC asks for TCP's keep-alive on every socket, and netty warns at each connection that a unix socket has none. */
    private static final Logger NETTY = Logger.getLogger("io.netty.bootstrap");

    static {
        NETTY.setLevel(Level.SEVERE);
    }

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().name("cri").daemon().factory(), NioIoHandler.newFactory());
    private final ManagedChannel channel;

    RuntimeSocket(Path socket) {
        channel = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioDomainSocketChannel.class)
                .eventLoopGroup(threads)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .overrideAuthority("localhost")
                .usePlaintext()
                .maxInboundMessageSize(MOST_BYTES)
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
