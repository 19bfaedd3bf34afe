package dev.skep.agent.server;

import dev.skep.api.status.AgentStatusGrpc.AgentStatusImplBase;
import dev.skep.api.status.GetStatusRequest;
import dev.skep.api.status.GetStatusResponse;
import io.grpc.stub.StreamObserver;

/** {@code skep.agent.AgentStatus}: how the agent is. */
final class StatusService extends AgentStatusImplBase {
    private final AgentState agent;
    private final Clients clients;

    StatusService(AgentState agent, Clients clients) {
        this.agent = agent;
        this.clients = clients;
    }

    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
        observer.onNext(agent.status(clients.status()));
        observer.onCompleted();
    }
}
