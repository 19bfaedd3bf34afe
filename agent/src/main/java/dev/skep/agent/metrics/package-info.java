/** What Prometheus may ask of an agent, under the names and labels that dashboards for Tetragon know. */
@NullMarked
package dev.skep.agent.metrics;

import org.jspecify.annotations.NullMarked;
