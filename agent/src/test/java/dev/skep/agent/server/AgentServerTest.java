package dev.skep.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.skep.agent.Agent;
import dev.skep.agent.MadeEvents;
import dev.skep.agent.MadeHost;
import dev.skep.agent.client.AgentAddress;
import dev.skep.agent.client.AgentClient;
import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.AddTracingPolicyRequest;
import dev.skep.api.message.ConfigFlag;
import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.api.message.EventLogServiceGrpc;
import dev.skep.api.message.FineGuidanceSensorsGrpc;
import dev.skep.api.message.GetDebugRequest;
import dev.skep.api.message.GetEventLogParamsRequest;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.GetHealthStatusRequest;
import dev.skep.api.message.GetInfoRequest;
import dev.skep.api.message.GetVersionRequest;
import dev.skep.api.message.HealthStatusResult;
import dev.skep.api.message.ListSensorsRequest;
import dev.skep.api.message.ListTracingPoliciesRequest;
import dev.skep.api.message.LogLevel;
import dev.skep.api.message.RuntimeHookRequest;
import dev.skep.api.message.SetDebugRequest;
import dev.skep.api.message.SetEventLogParamsRequest;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.api.status.Sensor;
import dev.skep.api.status.Source;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentServerTest {
    @TempDir
    private Path folder;

    private final MadeHost host = new MadeHost();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private Path socket;
    private Agent agent;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        socket = MadeConfig.socket(folder);
        agent = Agent.start(config(Map.of()), host);
        channel = channel();
    }

    private AgentConfig config(Map<ConfigKey, String> more) {
        return MadeConfig.in(folder, more);
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .overrideAuthority("localhost")
                .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                .usePlaintext()
                .eventLoopGroup(loops)
                .build();
    }

    @AfterEach
    void end() {
        channel.shutdownNow();
        agent.close();
        loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    private FineGuidanceSensorsGrpc.FineGuidanceSensorsBlockingStub sensors() {
        return FineGuidanceSensorsGrpc.newBlockingStub(channel);
    }

    private AgentClient client() throws IOException {
        return AgentClient.of(new AgentAddress.Socket(socket));
    }

    /** Events of a client that asked for them, as they come. */
    private final class Listener implements AutoCloseable {
        private final List<GetEventsResponse> events = Collections.synchronizedList(new ArrayList<>());
        private final AgentClient client;
        private final Thread thread;

        Listener(String request) throws IOException {
            client = client();
            int before = agent.status().getClientsCount();
            GetEventsRequest wanted =
                    EventJson.parse(request, GetEventsRequest.newBuilder()).build();
            thread = Thread.ofPlatform().start(() -> client.events(wanted, events::add));
            await().until(() -> agent.status().getClientsCount() > before);
        }

        List<Integer> pids() {
            return List.copyOf(events).stream()
                    .map(event -> event.hasProcessExec()
                            ? event.getProcessExec().getProcess()
                            : event.getProcessExit().getProcess())
                    .map(process -> process.getPid().getValue())
                    .toList();
        }

        @Override
        public void close() {
            client.close();
            await().until(() -> !thread.isAlive());
        }
    }

    @Test
    void aSecondAgentDoesNotTakeTheSocketOfOneThatRuns() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Agent.start(config(Map.of()), new MadeHost()))
                .withMessageContaining("another agent listens at");
        assertThat(sensors().getVersion(GetVersionRequest.getDefaultInstance()).getVersion())
                .isNotEmpty();
    }

    @Test
    void eachClientGetsWhatItAskedFor() throws Exception {
        try (Listener all = new Listener("{}");
                Listener exits = new Listener("{\"allow_list\":[{\"event_set\":[\"PROCESS_EXIT\"]}]}");
                Listener no = new Listener("{\"deny_list\":[{\"binary_regex\":[\"true\"]}]}");
                Listener fields =
                        new Listener("{\"field_filters\":[{\"fields\":\"process.pid\",\"action\":\"INCLUDE\"}]}")) {
            host.happen(MadeEvents.exec(100, "/bin/true"), MadeEvents.exit(101, "/bin/false", 1));

            await().untilAsserted(() -> {
                assertThat(all.pids()).containsExactly(100, 101);
                assertThat(exits.pids()).containsExactly(101);
                assertThat(no.pids()).containsExactly(101);
                assertThat(fields.pids()).containsExactly(100, 101);
            });
            assertThat(fields.events.get(0).getProcessExec().getProcess().getBinary())
                    .isEmpty();
            assertThat(fields.events.get(0).getNodeName()).isEqualTo("node1");
        }
    }

    @Test
    void eventsThatAreAlikeAreCountedInOneWhenThatIsAskedFor() throws Exception {
        try (Listener listener = new Listener("{\"aggregation_options\":{\"window_size\":\"0.3s\"}}")) {
            host.happen(
                    MadeEvents.exec(100, "/bin/true", "x"),
                    MadeEvents.exec(101, "/bin/true", "x"),
                    MadeEvents.exec(102, "/bin/true", "y"));

            await().until(() -> listener.events.size() == 2);
            assertThat(listener.events)
                    .extracting(event -> event.getAggregationInfo().getCount())
                    .containsExactly(2L, 1L);
        }
    }

    @Test
    void aFilterThatMakesNoSenseIsRefusedWithTheReason() {
        GetEventsRequest request = EventJson.parse(
                        "{\"allow_list\":[{\"binary_regex\":[\"(\"]}]}", GetEventsRequest.newBuilder())
                .build();

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> sensors().getEvents(request).hasNext())
                .withMessageContaining("INVALID_ARGUMENT: binary_regex: '(' is no regular expression");
    }

    @Test
    void aFilterByCapabilitiesTakesAnAgentWhoseEventsHaveThem() {
        GetEventsRequest request = EventJson.parse(
                        "{\"allow_list\":[{\"capabilities\":{\"effective\":{\"any\":[\"CAP_CHOWN\"]}}}]}",
                        GetEventsRequest.newBuilder())
                .build();

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> sensors().getEvents(request).hasNext())
                .withMessageContaining("--enable-process-cred");
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobodyAndItsLossIsCounted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        FineGuidanceSensorsGrpc.newStub(channel)
                .getEvents(GetEventsRequest.getDefaultInstance(), new StuckReceiver(begun));
        await().until(() -> agent.status().getClientsCount() == 1);

        try (Listener good = new Listener("{\"allow_list\":[{\"binary_regex\":[\"last$\"]}]}")) {
            String[] long1 = {"x".repeat(2_000)};
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < 50; i++) {
                    host.happen(MadeEvents.exec(100 + i, "/bin/true", long1));
                }
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> agent.status().getClients(1).getWaiting() < 500);
            }
            host.happen(MadeEvents.exec(7, "/bin/last"));

            await().untilAsserted(() -> assertThat(good.pids()).containsExactly(7));
            GetStatusResponse status = agent.status();
            assertThat(status.getClients(0).getDropped()).isPositive();
            assertThat(status.getClients(1).getDropped()).isZero();
            assertThat(status.getLossesList())
                    .anySatisfy(loss -> assertThat(loss.getEvents())
                            .isEqualTo(status.getClients(0).getDropped()));
        }
    }

    /** Asks for events, and never takes one. */
    private record StuckReceiver(CountDownLatch begun)
            implements ClientResponseObserver<GetEventsRequest, GetEventsResponse> {
        @Override
        public void beforeStart(ClientCallStreamObserver<GetEventsRequest> call) {
            call.disableAutoRequestWithInitial(1);
            begun.countDown();
        }

        @Override
        public void onNext(GetEventsResponse event) {
            // Never asks for another one.
        }

        @Override
        public void onError(Throwable failure) {
            // The end of the test.
        }

        @Override
        public void onCompleted() {
            // The end of the test.
        }
    }

    @Test
    void aClientThatGoesIsForgotten() throws Exception {
        try (Listener listener = new Listener("{}")) {
            assertThat(listener.pids()).isEmpty();
        }

        await().until(() -> agent.status().getClientsCount() == 0);
        host.happen(MadeEvents.exec(100, "/bin/true"));
    }

    @Test
    void endsWithinASecondWhateverClientsDo() throws Exception {
        FineGuidanceSensorsGrpc.newStub(channel)
                .getEvents(GetEventsRequest.getDefaultInstance(), new StuckReceiver(new CountDownLatch(1)));
        await().until(() -> agent.status().getClientsCount() == 1);
        for (int i = 0; i < 2_000; i++) {
            host.happen(MadeEvents.exec(100 + i, "/bin/true", "x".repeat(1_000)));
        }

        long before = System.nanoTime();
        agent.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(host.isWatched()).isFalse();
        assertThat(socket).doesNotExist();
    }

    @Test
    @SuppressWarnings("deprecation") // Older clients ask so.
    void answersTheQuestionsOfItsClients() {
        assertThat(sensors()
                        .getHealth(GetHealthStatusRequest.getDefaultInstance())
                        .getHealthStatus(0)
                        .getStatus())
                .isEqualTo(HealthStatusResult.HEALTH_STATUS_RUNNING);
        assertThat(sensors()
                        .listTracingPolicies(ListTracingPoliciesRequest.getDefaultInstance())
                        .getPoliciesList())
                .isEmpty();
        assertThat(sensors()
                        .listSensors(ListSensorsRequest.getDefaultInstance())
                        .getSensors(0)
                        .getEnabled())
                .isTrue();
        assertThat(sensors().getInfo(GetInfoRequest.getDefaultInstance()).getConfList())
                .extracting(value -> value.getKey())
                .contains("event-queue-size");
        assertThat(sensors().runtimeHook(RuntimeHookRequest.getDefaultInstance()))
                .isNotNull();
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                () -> sensors().addTracingPolicy(AddTracingPolicyRequest.getDefaultInstance()));
        assertRefused(
                Status.Code.NOT_FOUND,
                () -> sensors()
                        .deleteTracingPolicy(DeleteTracingPolicyRequest.newBuilder()
                                .setName("p")
                                .build()));
    }

    @Test
    void putsPoliciesOfFilesAndClientsIntoForceAndTakesThemOutAtTheEnd() throws IOException {
        agent.close();
        channel.shutdownNow();
        String policy = """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: {name: NAME}
                spec: {kprobes: [{call: fd_install, syscall: false}]}
                """;
        Files.createDirectory(folder.resolve("policies"));
        Files.writeString(folder.resolve("policies/a.yaml"), policy.replace("NAME", "a"));
        Path required = Files.writeString(folder.resolve("required.yaml"), policy.replace("NAME", "b"));
        agent = Agent.start(config(Map.of(ConfigKey.TRACING_POLICY, required.toString())), host);
        channel = channel();

        var _ = sensors()
                .addTracingPolicy(AddTracingPolicyRequest.newBuilder()
                        .setYaml(policy.replace("NAME", "c"))
                        .build());

        assertThat(host.engine().inForce()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(host.engine().workloads()).isNotEmpty();
        assertThat(agent.status().getSensorsList())
                .extracting(sensor -> sensor.getName() + ": " + sensor.getDetails())
                .contains("policies: 3 in force of 3");
        agent.close();
        assertThat(host.engine().isClosed()).isTrue();
    }

    @Test
    void doesNotStartWithoutAPolicyThatHasToBeInForce() throws IOException {
        agent.close();
        Path required = Files.writeString(folder.resolve("required.yaml"), "nothing");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Agent.start(config(Map.of(ConfigKey.TRACING_POLICY, required.toString())), host))
                .withMessage(required + ":1:1: has to be a mapping of fields to values, is 'nothing'");
        assertThat(host.isWatched()).isFalse();
    }

    private static void assertRefused(Status.Code code, Runnable call) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call::run)
                .satisfies(refused -> assertThat(refused.getStatus().getCode()).isEqualTo(code));
    }

    @Test
    void tellsHowTheSourcesOfNamesDo() throws IOException {
        GetStatusResponse status = agent.status();
        assertThat(status.getSensorsList())
                .extracting(Sensor::getName, Sensor::getDetails)
                .contains(tuple(
                        "groups",
                        "2 control groups, followed by looking; 3 changes were lost, and all looked at again"));
        assertThat(status.getSourcesList())
                .extracting(Source::getName, Source::getState, Source::getLastError)
                .containsExactly(
                        tuple("docker /run/docker.sock", "connected", "container 5: HTTP 500"),
                        tuple("cri /run/c.sock", "starting", ""));
        assertThat(status.getSources(0).getSince().getSeconds()).isPositive();
        assertThat(status.getSources(0).getLastErrorTime().getSeconds()).isPositive();
    }

    @Test
    void theLogLevelCanBeReadAndSet() {
        sensors()
                .setDebug(SetDebugRequest.newBuilder()
                        .setFlag(ConfigFlag.CONFIG_FLAG_LOG_LEVEL)
                        .setLevel(LogLevel.LOG_LEVEL_WARN)
                        .build());

        assertThat(sensors().getDebug(GetDebugRequest.getDefaultInstance()).getLevel())
                .isEqualTo(LogLevel.LOG_LEVEL_WARN);
    }

    @Test
    void tellsTheProcessesThatItKnows() {
        assertThat(sensors()
                        .getDebug(GetDebugRequest.newBuilder()
                                .setFlag(ConfigFlag.CONFIG_FLAG_DUMP_PROCESS_CACHE)
                                .build())
                        .getProcesses()
                        .getProcesses(0)
                        .getProcess()
                        .getBinary())
                .isEqualTo("/bin/bash");
    }

    @Test
    void rotationOfTheFileCanBeChangedWhileItRuns() {
        var log = EventLogServiceGrpc.newBlockingStub(channel);

        log.setEventLogParams(SetEventLogParamsRequest.newBuilder()
                .setMaxSize(3)
                .setRotationInterval("1h30m")
                .build());

        var params = log.getEventLogParams(GetEventLogParamsRequest.getDefaultInstance());
        assertThat(params.getMaxSize()).isEqualTo(3);
        assertThat(params.getMaxBackups()).isEqualTo(5);
        assertThat(params.getRotationInterval()).isEqualTo("1h30m");
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                () -> log.setEventLogParams(
                        SetEventLogParamsRequest.newBuilder().setMaxSize(0).build()));
    }

    @Test
    void anotherConfigurationIsTakenWhileItRuns() throws IOException {
        Path other = folder.resolve("other.log");
        agent.reload(config(Map.of(ConfigKey.EXPORT_FILENAME, other.toString(), ConfigKey.CLUSTER_NAME, "c")));
        host.happen(MadeEvents.exec(100, "/bin/true"));

        await().until(() -> Files.exists(other) && Files.readString(other).endsWith("\"cluster_name\":\"c\"}\n"));
        agent.reload(config(Map.of(ConfigKey.EXPORT_FILENAME, "")));
        assertThat(agent.status().hasExport()).isFalse();
    }
}
