/**
 * The pods of this node as Kubernetes knows them: labels, annotations, what made them, and the containers with their probes.
 *
 * <p>{@link dev.skep.identity.kubernetes.KubernetesSource} lists them and watches them from there on, with plain HTTP and a streaming
 * parser: 2,000 pods cost a third of the memory that a client library needs.
 */
@NullMarked
package dev.skep.identity.kubernetes;

import org.jspecify.annotations.NullMarked;
