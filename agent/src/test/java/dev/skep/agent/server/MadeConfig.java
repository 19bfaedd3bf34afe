package dev.skep.agent.server;

import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Configurations of agents that keep all that is theirs in one folder. */
final class MadeConfig {
    private MadeConfig() {}

    /** With other values than theirs, or more. */
    static AgentConfig in(Path folder, Map<ConfigKey, String> more) {
        Map<ConfigKey, String> values = new HashMap<>(Map.of(
                ConfigKey.SERVER_SOCKET,
                socket(folder).toString(),
                ConfigKey.METRICS_SERVER,
                "",
                ConfigKey.TRACING_POLICY_DIR,
                folder.resolve("policies").toString(),
                ConfigKey.EVENT_QUEUE_SIZE,
                "1024",
                ConfigKey.EXPORT_FILENAME,
                folder.resolve("events.log").toString()));
        values.putAll(more);
        return AgentConfig.of(values);
    }

    static Path socket(Path folder) {
        return folder.resolve("run/agent.sock");
    }
}
