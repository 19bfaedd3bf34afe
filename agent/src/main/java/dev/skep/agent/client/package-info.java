/** The other side: {@link dev.skep.agent.client.AgentClient} asks an agent, on its socket or over the network. */
@NullMarked
package dev.skep.agent.client;

import org.jspecify.annotations.NullMarked;
