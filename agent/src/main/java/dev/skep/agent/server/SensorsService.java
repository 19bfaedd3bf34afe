package dev.skep.agent.server;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import dev.skep.agent.event.BaseSensor;
import dev.skep.agent.event.EventDetail;
import dev.skep.api.message.AddTracingPolicyRequest;
import dev.skep.api.message.AddTracingPolicyResponse;
import dev.skep.api.message.ConfigureTracingPolicyRequest;
import dev.skep.api.message.ConfigureTracingPolicyResponse;
import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.api.message.DeleteTracingPolicyResponse;
import dev.skep.api.message.DisableSensorRequest;
import dev.skep.api.message.DisableSensorResponse;
import dev.skep.api.message.DisableTracingPolicyRequest;
import dev.skep.api.message.DisableTracingPolicyResponse;
import dev.skep.api.message.EnableSensorRequest;
import dev.skep.api.message.EnableSensorResponse;
import dev.skep.api.message.EnableTracingPolicyRequest;
import dev.skep.api.message.EnableTracingPolicyResponse;
import dev.skep.api.message.Filter;
import dev.skep.api.message.FineGuidanceSensorsGrpc.FineGuidanceSensorsImplBase;
import dev.skep.api.message.GetDebugRequest;
import dev.skep.api.message.GetDebugResponse;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.GetHealthStatusRequest;
import dev.skep.api.message.GetHealthStatusResponse;
import dev.skep.api.message.GetInfoRequest;
import dev.skep.api.message.GetInfoResponse;
import dev.skep.api.message.GetVersionRequest;
import dev.skep.api.message.GetVersionResponse;
import dev.skep.api.message.HealthStatus;
import dev.skep.api.message.HealthStatusResult;
import dev.skep.api.message.HealthStatusType;
import dev.skep.api.message.ListDomainsRequest;
import dev.skep.api.message.ListDomainsResponse;
import dev.skep.api.message.ListSensorsRequest;
import dev.skep.api.message.ListSensorsResponse;
import dev.skep.api.message.ListTracingPoliciesRequest;
import dev.skep.api.message.ListTracingPoliciesResponse;
import dev.skep.api.message.RemoveSensorRequest;
import dev.skep.api.message.RemoveSensorResponse;
import dev.skep.api.message.RuntimeHookRequest;
import dev.skep.api.message.RuntimeHookResponse;
import dev.skep.api.message.SensorStatus;
import dev.skep.api.message.SetDebugRequest;
import dev.skep.api.message.SetDebugResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** {@code tetragon.FineGuidanceSensors}: events, policies, and what clients ask besides. */
@SuppressWarnings("deprecation") // Older clients still make calls that newer ones do not.
final class SensorsService extends FineGuidanceSensorsImplBase {
    private final AgentState agent;
    private final Clients clients;
    private final DebugCalls debug;
    private final PolicyCalls policies;

    SensorsService(AgentState agent, Clients clients) {
        this.agent = agent;
        this.clients = clients;
        debug = new DebugCalls(agent);
        policies = new PolicyCalls(agent.policies());
    }

    @Override
    public void getEvents(GetEventsRequest request, StreamObserver<GetEventsResponse> observer) {
        ServerCallStreamObserver<GetEventsResponse> call = (ServerCallStreamObserver<GetEventsResponse>) observer;
        ClientStream stream;
        try {
            check(request);
            stream = new ClientStream(PeerAddress.current(), request, call);
        } catch (IllegalArgumentException wrong) {
            refuse(observer, Status.INVALID_ARGUMENT, String.valueOf(wrong.getMessage()));
            return;
        }
        call.setOnCancelHandler(() -> clients.remove(stream));
        if (!clients.add(stream)) {
            refuse(observer, Status.RESOURCE_EXHAUSTED, "too many clients get events already");
        } else if (call.isCancelled()) {
            // It went before it was there.
            clients.remove(stream);
        }
    }

    private void check(GetEventsRequest request) {
        EventDetail detail = agent.messages().detail();
        boolean capabilities = request.getAllowListList().stream().anyMatch(Filter::hasCapabilities)
                || request.getDenyListList().stream().anyMatch(Filter::hasCapabilities);
        if (capabilities && !detail.credentials()) {
            throw new IllegalArgumentException(
                    "capabilities: events carry none; start the agent with --enable-process-cred");
        }
    }

    @Override
    public void getHealth(GetHealthStatusRequest request, StreamObserver<GetHealthStatusResponse> observer) {
        answer(
                observer,
                GetHealthStatusResponse.newBuilder()
                        .addHealthStatus(HealthStatus.newBuilder()
                                .setEvent(HealthStatusType.HEALTH_STATUS_TYPE_STATUS)
                                .setStatus(HealthStatusResult.HEALTH_STATUS_RUNNING)
                                .setDetails("running"))
                        .build());
    }

    @Override
    public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> observer) {
        answer(
                observer,
                GetVersionResponse.newBuilder().setVersion(agent.version()).build());
    }

    @Override
    public void getInfo(GetInfoRequest request, StreamObserver<GetInfoResponse> observer) {
        GetInfoResponse.Builder info = GetInfoResponse.newBuilder()
                .setVersion(agent.version())
                .setName("skep")
                .setBuild(GetInfoResponse.BuildInfo.newBuilder()
                        .setGoVersion("java" + Runtime.version().feature()));
        agent.configuration()
                .forEach((key, value) -> info.addConfBuilder().setKey(key).setValue(Any.pack(StringValue.of(value))));
        answer(observer, info.build());
    }

    @Override
    public void runtimeHook(RuntimeHookRequest request, StreamObserver<RuntimeHookResponse> observer) {
        // Containers are known by their control groups before a hook could tell of them, so there is nothing to do.
        answer(observer, RuntimeHookResponse.getDefaultInstance());
    }

    @Override
    public void getDebug(GetDebugRequest request, StreamObserver<GetDebugResponse> observer) {
        answer(observer, debug.get(request));
    }

    @Override
    public void setDebug(SetDebugRequest request, StreamObserver<SetDebugResponse> observer) {
        try {
            answer(observer, debug.set(request));
        } catch (IllegalArgumentException wrong) {
            refuse(observer, Status.INVALID_ARGUMENT, String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public void listTracingPolicies(
            ListTracingPoliciesRequest request, StreamObserver<ListTracingPoliciesResponse> observer) {
        answer(observer, policies.list(request));
    }

    @Override
    public void listDomains(ListDomainsRequest request, StreamObserver<ListDomainsResponse> observer) {
        answer(observer, policies.domains());
    }

    @Override
    public void addTracingPolicy(AddTracingPolicyRequest request, StreamObserver<AddTracingPolicyResponse> observer) {
        change(observer, AddTracingPolicyResponse.getDefaultInstance(), () -> policies.add(request));
    }

    @Override
    public void deleteTracingPolicy(
            DeleteTracingPolicyRequest request, StreamObserver<DeleteTracingPolicyResponse> observer) {
        change(observer, DeleteTracingPolicyResponse.getDefaultInstance(), () -> policies.delete(request));
    }

    @Override
    public void enableTracingPolicy(
            EnableTracingPolicyRequest request, StreamObserver<EnableTracingPolicyResponse> observer) {
        change(
                observer,
                EnableTracingPolicyResponse.getDefaultInstance(),
                () -> policies.enable(request.getName(), request.getNamespace(), request.getDomain(), true));
    }

    @Override
    public void disableTracingPolicy(
            DisableTracingPolicyRequest request, StreamObserver<DisableTracingPolicyResponse> observer) {
        change(
                observer,
                DisableTracingPolicyResponse.getDefaultInstance(),
                () -> policies.enable(request.getName(), request.getNamespace(), request.getDomain(), false));
    }

    @Override
    public void configureTracingPolicy(
            ConfigureTracingPolicyRequest request, StreamObserver<ConfigureTracingPolicyResponse> observer) {
        change(observer, ConfigureTracingPolicyResponse.getDefaultInstance(), () -> policies.configure(request));
    }

    private static <T> void change(StreamObserver<T> observer, T done, Runnable change) {
        try {
            change.run();
            answer(observer, done);
        } catch (StatusRuntimeException refused) {
            observer.onError(refused);
        }
    }

    @Override
    public void listSensors(ListSensorsRequest request, StreamObserver<ListSensorsResponse> observer) {
        ListSensorsResponse.Builder sensors = ListSensorsResponse.newBuilder()
                .addSensors(SensorStatus.newBuilder().setName(BaseSensor.NAME).setEnabled(true));
        sensors.addAllSensors(policies.sensors());
        answer(observer, sensors.build());
    }

    @Override
    public void enableSensor(EnableSensorRequest request, StreamObserver<EnableSensorResponse> observer) {
        if (request.getName().equals(BaseSensor.NAME)) {
            answer(observer, EnableSensorResponse.getDefaultInstance());
        } else {
            noSensor(observer, request.getName());
        }
    }

    @Override
    public void disableSensor(DisableSensorRequest request, StreamObserver<DisableSensorResponse> observer) {
        keepOrMiss(observer, request.getName());
    }

    @Override
    public void removeSensor(RemoveSensorRequest request, StreamObserver<RemoveSensorResponse> observer) {
        keepOrMiss(observer, request.getName());
    }

    private static void keepOrMiss(StreamObserver<?> observer, String name) {
        if (name.equals(BaseSensor.NAME)) {
            refuse(observer, Status.FAILED_PRECONDITION, "everything else needs the sensor " + name + ": it stays");
        } else {
            noSensor(observer, name);
        }
    }

    private static void noSensor(StreamObserver<?> observer, String name) {
        refuse(observer, Status.NOT_FOUND, "there is no sensor '" + name + "'");
    }

    private static <T> void answer(StreamObserver<T> observer, T response) {
        observer.onNext(response);
        observer.onCompleted();
    }

    private static void refuse(StreamObserver<?> observer, Status status, String message) {
        observer.onError(status.withDescription(message).asRuntimeException());
    }
}
