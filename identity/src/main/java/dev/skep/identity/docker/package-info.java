/**
 * Containers as Docker and Podman tell of them on their sockets, which speak the same HTTP.
 *
 * <p>{@link dev.skep.identity.docker.DockerSource} is the way in.
 */
@NullMarked
package dev.skep.identity.docker;

import org.jspecify.annotations.NullMarked;
