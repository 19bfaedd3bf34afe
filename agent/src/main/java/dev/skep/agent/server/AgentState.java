package dev.skep.agent.server;

import dev.skep.agent.event.EventMessages;
import dev.skep.agent.export.ExportOptions;
import dev.skep.agent.policy.ClientPolicies;
import dev.skep.api.status.Client;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.security.process.ProcessTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the services ask the agent. Safe for several threads. */
public interface AgentState {
    /** The version of Skep. */
    String version();

    /** Every key of the configuration with its value. */
    Map<String, String> configuration();

    /** The processes that are known. */
    ProcessTable processes();

    /** The policies, as clients change them. */
    ClientPolicies policies();

    /** How processes are shown. */
    EventMessages messages();

    /** Everything about how the agent is. */
    GetStatusResponse status(List<Client> clients);

    /** How events are exported, if they are. */
    Optional<ExportOptions> export();

    /** Exports otherwise from now on. */
    void export(ExportOptions options);
}
