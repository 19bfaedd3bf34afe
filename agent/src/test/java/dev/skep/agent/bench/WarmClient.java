package dev.skep.agent.bench;

import dev.skep.agent.client.AgentAddress;
import dev.skep.agent.client.AgentClient;
import dev.skep.api.message.AddTracingPolicyRequest;
import dev.skep.api.message.AddTracingPolicyResponse;
import java.io.IOException;
import java.nio.file.Path;

/** A client of which nothing that it does for the first time is measured as the agent's time. */
final class WarmClient {
    /** Then the connection is there, and this JVM has compiled what a client does; the agent has practised being asked by itself. */
    private static final int QUESTIONS = 600;

    private WarmClient() {}

    /**
     * Connects, and asks until it is warm.
     *
     * @param socket the agent's
     * @param policy such as it will send; sent nowhere
     */
    static AgentClient of(String socket, String policy) throws IOException {
        AgentClient client = AgentClient.of(new AgentAddress.Socket(Path.of(socket)));
        for (int i = 0; i < QUESTIONS; i++) {
            var _ = client.policies("");
            send(policy);
        }
        return client;
    }

    private static void send(String policy) throws IOException {
        byte[] sent =
                AddTracingPolicyRequest.newBuilder().setYaml(policy).build().toByteArray();
        if (sent.length < policy.length()
                || AddTracingPolicyResponse.parseFrom(new byte[0]).getSerializedSize() != 0) {
            throw new IllegalStateException("messages are not what they were");
        }
    }
}
