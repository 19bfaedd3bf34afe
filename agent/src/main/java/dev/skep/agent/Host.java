package dev.skep.agent;

import dev.skep.agent.config.AgentConfig;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.events.Event;
import dev.skep.events.LossSource;
import dev.skep.events.Sink;
import dev.skep.identity.Identities;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorOptions;
import java.io.IOException;
import java.util.List;

/** What an agent watches. Closed by the agent, after all that came from it. */
public interface Host extends AutoCloseable {
    /** Whose the processes are. Closed by the agent. */
    Identities identities(AgentConfig config);

    /**
     * What is taken over from an agent before, and is kept by this one.
     *
     * @throws IOException if policies are to be kept and cannot be, or what was kept is not trusted
     */
    default Succession succession(AgentConfig config) throws IOException {
        return Succession.none();
    }

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

        /**
         * Begins to serve policies; what they see goes where what processes do goes. Called once at most; closed before this.
         *
         * @param succession what is taken over and kept; closed after this
         */
        PolicyEngine policies(Succession succession);

        /** The programs in the kernel. */
        List<ProgramInfo> programs();

        @Override
        void close();
    }
}
