/**
 * The daemon of a node. Puts together what the features bring, and gives it to clients, files and monitoring.
 *
 * <p>gRPC, netty and Prometheus are read from the class path: {@code --add-reads dev.skep.agent=ALL-UNNAMED}.
 */
module dev.skep.agent {
    requires static org.jspecify;
    requires transitive dev.skep.api;
    requires dev.skep.cri;
    requires transitive dev.skep.identity;
    requires transitive dev.skep.security;
    requires java.logging;
    requires java.management;

    exports dev.skep.agent;
    exports dev.skep.agent.client;
    exports dev.skep.agent.config;
    exports dev.skep.agent.event;
    exports dev.skep.agent.export;
    exports dev.skep.agent.server;
}
