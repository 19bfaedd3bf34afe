package dev.skep.agent.bench;

import dev.skep.agent.client.AgentClient;
import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.api.message.TracingPolicyStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long an agent takes to add and delete each policy of a folder, as its clients see it: started by bench/policies as root, with an agent
 * that has had no policy yet.
 */
public final class PolicyFiles {
    private PolicyFiles() {}

    /** Takes the socket, the agent's process id, and the folder. */
    public static void main(String[] arguments) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[2]))) {
            files = all.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        ProcessTime agent = new ProcessTime(Long.parseLong(arguments[1]));
        try (AgentClient client = WarmClient.of(arguments[0], Files.readString(files.getFirst()))) {
            for (Path file : files) {
                measure(file, client, agent);
            }
        }
    }

    private static void measure(Path file, AgentClient client, ProcessTime agent) throws IOException {
        String text = Files.readString(file);
        long used = agent.nanos();
        long start = System.nanoTime();
        String result = add(client, text);
        double wall = (System.nanoTime() - start) / 1e6;
        double cpu = (agent.nanos() - used) / 1e6;
        Optional<TracingPolicyStatus> added = client.policies("").stream().findFirst();
        double delete = 0;
        if (added.isPresent()) {
            start = System.nanoTime();
            client.deletePolicy(DeleteTracingPolicyRequest.newBuilder()
                    .setName(added.get().getName())
                    .setNamespace(added.get().getNamespace())
                    .build());
            delete = (System.nanoTime() - start) / 1e6;
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.1f | %.0f |%n",
                file.getFileName(),
                result,
                wall,
                cpu,
                delete,
                added.map(TracingPolicyStatus::getKernelMemoryBytes).orElse(0L) / 1e3);
    }

    private static String add(AgentClient client, String text) {
        try {
            client.addPolicy(text);
            return "in force";
        } catch (RuntimeException refused) {
            return "refused";
        }
    }
}
