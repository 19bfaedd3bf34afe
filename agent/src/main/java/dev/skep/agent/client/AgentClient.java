package dev.skep.agent.client;

import dev.skep.agent.policy.ClientPolicies;
import dev.skep.api.message.AddTracingPolicyRequest;
import dev.skep.api.message.ConfigureTracingPolicyRequest;
import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.api.message.FineGuidanceSensorsGrpc;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.ListTracingPoliciesRequest;
import dev.skep.api.message.TracingPolicyStatus;
import dev.skep.api.status.AgentStatusGrpc;
import dev.skep.api.status.GetStatusRequest;
import dev.skep.api.status.GetStatusResponse;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A connection to an agent. Safe for several threads. */
public final class AgentClient implements AutoCloseable {
    /** What places in the text of a policy that a client gave are called, where a file would have its name. */
    public static final String POLICY_TEXT = ClientPolicies.TEXT;

    private static final int MOST_MESSAGE_BYTES = 64 << 20;
    private static final long PATIENCE_SECONDS = 5;

    /** A policy that many hooks serve is as many programs to compile and load; whoever asks meanwhile waits. */
    private static final long CHANGE_PATIENCE_SECONDS = 120;

    private final AgentAddress address;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ManagedChannel channel;
    private final Context.CancellableContext calls = Context.ROOT.withCancellation();

    private AgentClient(AgentAddress address) throws IOException {
        this.address = address;
        channel = switch (address) {
            case AgentAddress.Socket socket ->
                // The name that HTTP/2 wants of a server; a socket has none.
                NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket.path()))
                        .overrideAuthority("localhost")
                        .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                        .usePlaintext()
                        .eventLoopGroup(loops)
                        .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                        .directExecutor()
                        .build();
            case AgentAddress.Tcp tcp -> tcp(tcp);
        };
    }

    private ManagedChannel tcp(AgentAddress.Tcp tcp) throws IOException {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(tcp.host(), tcp.port())
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(loops)
                .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                .directExecutor();
        if (tcp.authorities().isEmpty()) {
            builder.usePlaintext();
        } else {
            SslContextBuilder context = GrpcSslContexts.forClient()
                    .trustManager(tcp.authorities().get().toFile());
            if (tcp.certificate().isPresent() && tcp.key().isPresent()) {
                context.keyManager(
                        tcp.certificate().get().toFile(), tcp.key().get().toFile());
            }
            builder.sslContext(context.build());
        }
        return builder.build();
    }

    /**
     * Prepares a connection, which is made by the first call.
     *
     * @throws IOException if a certificate cannot be read
     */
    public static AgentClient of(AgentAddress address) throws IOException {
        NettyLog.quiet();
        return new AgentClient(address);
    }

    /**
     * Gives events to {@code receiver} until that says no, the agent ends, or the client is closed.
     *
     * @throws AgentFailure if the agent cannot be reached, goes, or refuses what is asked for
     */
    public void events(GetEventsRequest request, Predicate<GetEventsResponse> receiver) {
        Context before = calls.attach();
        try {
            Iterator<GetEventsResponse> events =
                    FineGuidanceSensorsGrpc.newBlockingStub(channel).getEvents(request);
            boolean wanted = true;
            while (wanted && events.hasNext()) {
                wanted = receiver.test(events.next());
            }
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() != Status.Code.CANCELLED) {
                throw failure(failure);
            }
        } finally {
            calls.detach(before);
        }
    }

    /**
     * Asks how the agent is.
     *
     * @throws AgentFailure if it cannot be reached
     */
    public GetStatusResponse status() {
        return asked(() -> AgentStatusGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .getStatus(GetStatusRequest.getDefaultInstance()));
    }

    /**
     * Gives the agent a policy.
     *
     * @param yaml its text
     * @throws AgentFailure if it cannot be put into force; places in the reason begin with {@link #POLICY_TEXT}
     */
    public void addPolicy(String yaml) {
        var _ = asked(() -> sensors()
                .addTracingPolicy(
                        AddTracingPolicyRequest.newBuilder().setYaml(yaml).build()));
    }

    /**
     * Takes a policy from the agent.
     *
     * @throws AgentFailure if there is none, or it cannot be taken out of force
     */
    public void deletePolicy(DeleteTracingPolicyRequest request) {
        var _ = asked(() -> sensors().deleteTracingPolicy(request));
    }

    /**
     * Enables or disables a policy, or chooses its mode.
     *
     * @throws AgentFailure if there is none, or it cannot be put into force
     */
    public void configurePolicy(ConfigureTracingPolicyRequest request) {
        var _ = asked(() -> sensors().configureTracingPolicy(request));
    }

    /**
     * The agent's policies.
     *
     * @param domain those of this domain; empty: all
     * @throws AgentFailure if it cannot be reached
     */
    public List<TracingPolicyStatus> policies(String domain) {
        return asked(() -> sensors()
                        .listTracingPolicies(ListTracingPoliciesRequest.newBuilder()
                                .setDomain(domain)
                                .build()))
                .getPoliciesList();
    }

    private FineGuidanceSensorsGrpc.FineGuidanceSensorsBlockingStub sensors() {
        return FineGuidanceSensorsGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CHANGE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException failure) {
            throw failure(failure);
        }
    }

    private AgentFailure failure(StatusRuntimeException failure) {
        Status status = failure.getStatus();
        return new AgentFailure(
                status.getCode() == Status.Code.UNAVAILABLE, address.toString(), FailureText.of(status), failure);
    }

    /** Ends calls that run. */
    public void cancel() {
        calls.cancel(null);
    }

    /** Ends calls that run, too. */
    @Override
    public void close() {
        cancel();
        channel.shutdownNow();
        var _ = loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }
}
