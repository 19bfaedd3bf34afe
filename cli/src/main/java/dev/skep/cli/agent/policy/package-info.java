/** {@code skep policy}: policies of files, and those of an agent. */
@NullMarked
package dev.skep.cli.agent.policy;

import org.jspecify.annotations.NullMarked;
