package dev.skep.agent.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEvents;
import dev.skep.agent.MadePolicyEvents;
import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventDetail;
import dev.skep.agent.event.EventMessages;
import dev.skep.events.Event;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PolicyRequestsTest {
    private static final Place PLACE = new Place("policy.yaml", 1, 1);

    private final KnownGroups groups = new KnownGroups();
    private final EventMessages messages = new EventMessages(EventDetail.standard("node1", groups));
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch answered = new CountDownLatch(1);
    private final PolicyRequests requests = new PolicyRequests();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", call -> {
            asked.add(call.getRequestMethod() + ' ' + call.getRequestURI());
            if (call.getRequestURI().getPath().equals("/slow")) {
                await().until(() -> answered.getCount() == 0);
            }
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        answered.countDown();
        requests.close();
        server.stop(0);
    }

    private void happen(Event event) {
        requests.event(new AgentEvent(event, groups.of(KnownGroups.HOST), messages));
    }

    private Action.ByAgent get(String path) {
        return new Action.GetUrl(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), PLACE);
    }

    @Test
    void asksForTheAddressOfAPolicy() {
        happen(MadeEvents.exec(1, "/bin/true"));
        happen(MadePolicyEvents.requesting(get("/token?x=1")));

        await().until(() -> asked.equals(List.of("GET /token?x=1")));
    }

    @Test
    void whatFailsKeepsNothingFromBeingDone() {
        happen(MadePolicyEvents.requesting(
                new Action.GetUrl(URI.create("ftp://127.0.0.1/"), PLACE),
                new Action.GetUrl(URI.create("http://127.0.0.1:1/"), PLACE),
                new Action.DnsLookup("no such name", PLACE),
                new Action.DnsLookup("localhost", PLACE),
                get("/last")));

        await().until(() -> asked.contains("GET /last"));
        assertThat(requests.losses())
                .allSatisfy(loss -> assertThat(loss.events()).isZero());
    }

    @Test
    void aServerThatDoesNotAnswerHoldsUpNobodyAndWhatDoesNotFitIsCounted() {
        for (int i = 0; i < 300; i++) {
            happen(MadePolicyEvents.requesting(get("/slow")));
        }

        assertThat(requests.losses().getFirst().events()).isEqualTo(300 - 4 - 256);
        answered.countDown();
        await().until(() -> asked.size() == 260);
    }
}
