package dev.skep.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.agent.Agent;
import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEvents;
import dev.skep.agent.MadeHost;
import dev.skep.agent.MadePolicyEvents;
import dev.skep.agent.client.AgentAddress;
import dev.skep.agent.client.AgentClient;
import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.EventType;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.ProcessKprobe;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of policies on their way through an agent. */
final class PolicyEventsTest {
    private static final HookName WRITE = new HookName.Kprobe("__x64_sys_write");
    private static final HookName OPEN = new HookName.Lsm("file_open");

    @TempDir
    private Path folder;

    private final MadeHost host = new MadeHost();
    private Path file;
    private Agent agent;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("events.log");
        agent = Agent.start(
                AgentConfig.of(Map.of(
                        ConfigKey.SERVER_SOCKET, folder.resolve("agent.sock").toString(),
                        ConfigKey.METRICS_SERVER, "",
                        ConfigKey.EXPORT_FILENAME, file.toString())),
                host);
    }

    @AfterEach
    void end() {
        agent.close();
    }

    /** Events of a client that asked for them, as they come. */
    private final class Listener implements AutoCloseable {
        private final List<GetEventsResponse> events = Collections.synchronizedList(new ArrayList<>());
        private final AgentClient client = AgentClient.of(new AgentAddress.Socket(folder.resolve("agent.sock")));
        private final Thread thread;

        Listener(String request) throws IOException {
            int before = agent.status().getClientsCount();
            GetEventsRequest wanted =
                    EventJson.parse(request, GetEventsRequest.newBuilder()).build();
            thread = Thread.ofPlatform().start(() -> client.events(wanted, events::add));
            await().until(() -> agent.status().getClientsCount() > before);
        }

        List<EventType> types() {
            return List.copyOf(events).stream()
                    .map(event -> EventType.forNumber(event.getEventCase().getNumber()))
                    .toList();
        }

        @Override
        public void close() {
            client.close();
            await().until(() -> !thread.isAlive());
        }
    }

    @Test
    void clientsChooseByTypePolicyAndField() throws IOException {
        try (Listener all = new Listener("{}");
                Listener lsm = new Listener("{\"allow_list\":[{\"event_set\":[\"PROCESS_LSM\"]}]}");
                Listener policy = new Listener("{\"allow_list\":[{\"policy_names\":[\"p\"]}]}");
                Listener other = new Listener("{\"deny_list\":[{\"policy_names\":[\"p\"]}]}");
                Listener cel = new Listener(
                        "{\"allow_list\":[{\"cel_expression\":[\"process_kprobe.args[0].int_arg == 7\"]}]}");
                Listener fields =
                        new Listener("{\"field_filters\":[{\"fields\":\"functionName\",\"action\":\"INCLUDE\","
                                + "\"event_set\":[\"PROCESS_KPROBE\"]}]}")) {
            host.happen(
                    MadeEvents.exec(100, "/bin/true"),
                    MadePolicyEvents.of(WRITE, new ArgumentValue.Int32(7)),
                    MadePolicyEvents.of(OPEN));

            await().untilAsserted(() -> {
                assertThat(all.types())
                        .containsExactly(EventType.PROCESS_EXEC, EventType.PROCESS_KPROBE, EventType.PROCESS_LSM);
                assertThat(lsm.types()).containsExactly(EventType.PROCESS_LSM);
                assertThat(policy.types()).containsExactly(EventType.PROCESS_KPROBE, EventType.PROCESS_LSM);
                assertThat(other.types()).containsExactly(EventType.PROCESS_EXEC);
                assertThat(cel.types()).containsExactly(EventType.PROCESS_KPROBE);
                assertThat(fields.types()).hasSize(3);
            });
            assertThat(fields.events.get(1).getProcessKprobe())
                    .isEqualTo(ProcessKprobe.newBuilder()
                            .setFunctionName("__x64_sys_write")
                            .build());
        }
    }

    @Test
    void theFileHasThemInTheirOrder() throws IOException {
        host.happen(
                MadeEvents.exec(123, "/usr/bin/curl"),
                MadePolicyEvents.full(WRITE, KnownGroups.POD),
                MadeEvents.exit(123, "/usr/bin/curl", 0));

        await().until(() -> Files.exists(file) && Files.readAllLines(file).size() == 3);
        List<GetEventsResponse> written = Files.readAllLines(file).stream()
                .map(line ->
                        EventJson.parse(line, GetEventsResponse.newBuilder()).build())
                .toList();
        assertThat(written)
                .extracting(event -> event.getEventCase().name())
                .containsExactly("PROCESS_EXEC", "PROCESS_KPROBE", "PROCESS_EXIT");
        assertThat(written.get(1).getProcessKprobe().getProcess().getPod().getName())
                .isEqualTo("web-1");
        assertThat(written.get(1).getNodeName()).isEqualTo("node1");
    }

    @Test
    void whatPoliciesSawWaitsForTheContainerAsOtherEventsDo() throws IOException {
        long unknown = 99;
        try (Listener listener = new Listener("{}")) {
            host.happen(MadePolicyEvents.full(WRITE, unknown), MadeEvents.exec(100, "/bin/true"));

            assertThat(agent.status().getEvents().getHeld()).isEqualTo(2);
            await().until(() -> {
                host.happen();
                return listener.types().size() == 2;
            });
            assertThat(listener.types()).containsExactly(EventType.PROCESS_KPROBE, EventType.PROCESS_EXEC);
        }
    }

    @Test
    void thoseThatAreAlikeAreCountedInOneWhenThatIsAskedFor() throws IOException {
        try (Listener listener = new Listener("{\"aggregation_options\":{\"window_size\":\"0.3s\"}}")) {
            host.happen(
                    MadePolicyEvents.of(WRITE, new ArgumentValue.Int32(7)),
                    MadePolicyEvents.of(WRITE, new ArgumentValue.Int32(7)),
                    MadePolicyEvents.of(WRITE, new ArgumentValue.Int32(8)));

            await().until(() -> listener.events.size() == 2);
            assertThat(listener.events)
                    .extracting(event -> event.getAggregationInfo().getCount())
                    .containsExactly(2L, 1L);
        }
    }
}
