package dev.skep.agent;

import dev.skep.agent.config.AgentConfig;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.events.Event;
import dev.skep.events.LossSource;
import dev.skep.events.Sink;
import dev.skep.identity.Identities;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorOptions;
import java.util.List;

/** What an agent watches. Closed by the agent, after all that came from it. */
public interface Host extends AutoCloseable {
    /** Whose the processes are. Closed by the agent. */
    Identities identities(AgentConfig config);

    /** Begins to watch processes; {@code sink} gets what they do. */
    Watch watch(SensorOptions options, Sink<? super Event> sink);

    @Override
    default void close() {}

    /** Processes that are watched. Closing it takes everything out of the kernel. */
    interface Watch extends LossSource, AutoCloseable {
        /** Those that are known. */
        ProcessTable processes();

        /** How many are kept. */
        int kept();

        /** Begins to serve policies; what they see goes where what processes do goes. Called once at most; closed before this. */
        PolicyEngine policies();

        /** The programs in the kernel. */
        List<ProgramInfo> programs();

        @Override
        void close();
    }
}
