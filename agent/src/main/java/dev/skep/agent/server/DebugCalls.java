package dev.skep.agent.server;

import com.google.protobuf.UInt32Value;
import dev.skep.api.message.ConfigFlag;
import dev.skep.api.message.DumpProcessCacheReqArgs;
import dev.skep.api.message.DumpProcessCacheResArgs;
import dev.skep.api.message.GetDebugRequest;
import dev.skep.api.message.GetDebugResponse;
import dev.skep.api.message.LogLevel;
import dev.skep.api.message.ProcessInternal;
import dev.skep.api.message.SetDebugRequest;
import dev.skep.api.message.SetDebugResponse;
import dev.skep.security.process.Process;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How much the agent logs, and which processes it knows. */
final class DebugCalls {
    /** Kept, since a logger that nobody keeps loses its level. */
    private static final Logger LOGGER = Logger.getLogger("dev.skep");

    private final AgentState agent;

    DebugCalls(AgentState agent) {
        this.agent = agent;
    }

    GetDebugResponse get(GetDebugRequest request) {
        GetDebugResponse.Builder response = GetDebugResponse.newBuilder().setFlag(request.getFlag());
        return switch (request.getFlag()) {
            case CONFIG_FLAG_LOG_LEVEL, UNRECOGNIZED ->
                response.setLevel(level()).build();
            case CONFIG_FLAG_DUMP_PROCESS_CACHE ->
                response.setProcesses(processes(request.getDump())).build();
        };
    }

    private DumpProcessCacheResArgs processes(DumpProcessCacheReqArgs request) {
        DumpProcessCacheResArgs.Builder dump = DumpProcessCacheResArgs.newBuilder();
        for (Process process : agent.processes().running()) {
            int references = process.references().count();
            if (references != 0 || !request.getSkipZeroRefcnt()) {
                dump.addProcesses(ProcessInternal.newBuilder()
                        .setProcess(agent.messages().process(process))
                        .setColor("white")
                        .setRefcnt(UInt32Value.of(references)));
            }
        }
        return dump.build();
    }

    SetDebugResponse set(SetDebugRequest request) {
        if (request.getFlag() != ConfigFlag.CONFIG_FLAG_LOG_LEVEL || !request.hasLevel()) {
            throw new IllegalArgumentException("only the log level can be set");
        }
        LOGGER.setLevel(
                switch (request.getLevel()) {
                    case LOG_LEVEL_PANIC, LOG_LEVEL_FATAL, LOG_LEVEL_ERROR -> Level.SEVERE;
                    case LOG_LEVEL_WARN -> Level.WARNING;
                    case LOG_LEVEL_INFO, UNRECOGNIZED -> Level.INFO;
                    case LOG_LEVEL_DEBUG -> Level.FINE;
                    case LOG_LEVEL_TRACE -> Level.FINEST;
                });
        return SetDebugResponse.newBuilder()
                .setFlag(request.getFlag())
                .setLevel(request.getLevel())
                .build();
    }

    private static LogLevel level() {
        Level level = LOGGER.getLevel();
        int value = level == null ? Level.INFO.intValue() : level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return LogLevel.LOG_LEVEL_ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return LogLevel.LOG_LEVEL_WARN;
        }
        if (value >= Level.INFO.intValue()) {
            return LogLevel.LOG_LEVEL_INFO;
        }
        return value >= Level.FINE.intValue() ? LogLevel.LOG_LEVEL_DEBUG : LogLevel.LOG_LEVEL_TRACE;
    }
}
