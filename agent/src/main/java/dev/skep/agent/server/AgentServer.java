package dev.skep.agent.server;

import dev.skep.agent.client.NettyLog;
import dev.skep.agent.event.EventHub;
import dev.skep.api.status.Client;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Offers the services on a unix socket that only its owner may use, and on TCP if that is asked for. Ends within half a second, whatever
 * clients do.
 */
public final class AgentServer implements AutoCloseable {
    private static final int MOST_REQUEST_BYTES = 1 << 20;
    private static final long PATIENCE_MILLIS = 200;

    private final SocketPath socket;
    private final Clients clients;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Server> servers = new ArrayList<>();
    private final SensorsService sensors;
    private final EventLogCalls eventLog;
    private final StatusService status;

    private AgentServer(SocketPath socket, AgentState agent, EventHub hub, int queueSize) {
        this.socket = socket;
        clients = new Clients(hub, queueSize);
        sensors = new SensorsService(agent, clients);
        eventLog = new EventLogCalls(agent);
        status = new StatusService(agent, clients);
    }

    /**
     * Opens the sockets.
     *
     * @throws IOException if one cannot be opened, or another agent has it
     */
    public static AgentServer start(ServerOptions options, AgentState agent, EventHub hub) throws IOException {
        NettyLog.quiet();
        SocketPath socket = SocketPath.claim(options.socket());
        AgentServer server = new AgentServer(socket, agent, hub, options.queueSize());
        try {
            server.listenOnSocket();
            if (options.address().isPresent()) {
                server.listenOnTcp(options.address().get(), options.tls());
            }
        } catch (IOException | IllegalArgumentException failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    private void listenOnSocket() throws IOException {
        SocketAddress address = UnixDomainSocketAddress.of(socket.hidden());
        start(NettyServerBuilder.forAddress(address).channelType(NioServerDomainSocketChannel.class));
        socket.publish();
    }

    private void listenOnTcp(TcpAddress address, Optional<TlsFiles> tls) throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(address.socketAddress()).channelType(NioServerSocketChannel.class);
        if (tls.isPresent()) {
            builder.sslContext(context(tls.get()));
        }
        start(builder);
    }

    private static SslContext context(TlsFiles files) throws IOException {
        SslContextBuilder builder = GrpcSslContexts.forServer(
                files.certificate().toFile(), files.key().toFile());
        if (files.clientAuthorities().isPresent()) {
            Path authorities = files.clientAuthorities().get();
            builder.trustManager(authorities.toFile()).clientAuth(ClientAuth.REQUIRE);
        }
        return builder.build();
    }

    private void start(NettyServerBuilder builder) throws IOException {
        PeerAddress peer = new PeerAddress();
        servers.add(builder.bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .executor(calls)
                .maxInboundMessageSize(MOST_REQUEST_BYTES)
                .permitKeepAliveWithoutCalls(true)
                .addService(ServerInterceptors.intercept(sensors, peer))
                .addService(eventLog)
                .addService(status)
                .build()
                .start());
    }

    /** The port of TCP, if it listens there. */
    public Optional<Integer> port() {
        return servers.stream().map(Server::getPort).filter(port -> port > 0).findFirst();
    }

    /** Who gets events now. */
    public List<Client> clients() {
        return clients.status();
    }

    @Override
    public void close() {
        servers.forEach(Server::shutdown);
        clients.close();
        servers.forEach(Server::shutdownNow);
        boolean interrupted = false;
        for (Server server : servers) {
            try {
                boolean _ = server.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurried) {
                interrupted = true;
            }
        }
        calls.shutdownNow();
        var _ = loops.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            socket.close();
        } catch (IOException gone) {
            System.getLogger(AgentServer.class.getName())
                    .log(System.Logger.Level.DEBUG, "remove the socket: " + gone.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
