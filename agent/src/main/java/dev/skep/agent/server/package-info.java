/**
 * The gRPC services of the agent and the sockets that they are offered on. {@link dev.skep.agent.server.AgentServer} is the way in; {@link
 * dev.skep.agent.server.ClientStream} is one client that gets events, with a bounded queue of its own.
 */
@NullMarked
package dev.skep.agent.server;

import org.jspecify.annotations.NullMarked;
