/**
 * The daemon of a node: {@link dev.skep.agent.Agent} puts sensors, identities, clients, files and monitoring together, and is the only place
 * that knows all of them.
 */
@NullMarked
package dev.skep.agent;

import org.jspecify.annotations.NullMarked;
