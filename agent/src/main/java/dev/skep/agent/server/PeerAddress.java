package dev.skep.agent.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Remembers with each call where it comes from. */
final class PeerAddress implements ServerInterceptor {
    private static final Context.Key<String> ADDRESS = Context.keyWithDefault("peer", "unknown");

    /** Of the call that is being handled. */
    static String current() {
        return ADDRESS.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String text = address instanceof InetSocketAddress tcp ? tcp.toString().replaceFirst("^.*/", "") : "socket";
        return Contexts.interceptCall(Context.current().withValue(ADDRESS, text), call, headers, next);
    }
}
