/**
 * How an agent is configured: one YAML file, whose every key is also a flag. {@link dev.skep.agent.config.ConfigKey} names the keys, {@link
 * dev.skep.agent.config.AgentConfig} is what they say.
 */
@NullMarked
package dev.skep.agent.config;

import org.jspecify.annotations.NullMarked;
