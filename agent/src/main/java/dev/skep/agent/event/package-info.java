/**
 * Events as they leave the agent: what a process did together with whose process it is, as a message ({@link
 * dev.skep.agent.event.EventMessages}) and, for files, as bytes of JSON without the detour ({@link dev.skep.agent.event.EventEncoder}).
 */
@NullMarked
package dev.skep.agent.event;

import org.jspecify.annotations.NullMarked;
