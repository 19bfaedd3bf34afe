/**
 * What policies want the agent to do when they match: {@link dev.skep.agent.request.PolicyRequests} asks for addresses and names, so that
 * whoever serves them learns of it.
 */
@NullMarked
package dev.skep.agent.request;

import org.jspecify.annotations.NullMarked;
