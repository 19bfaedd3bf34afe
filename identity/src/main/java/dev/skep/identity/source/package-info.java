/**
 * Who tells of containers and pods: the runtimes and Kubernetes. A {@link dev.skep.identity.source.ContainerSource} runs by itself,
 * reconnects by itself, and puts what it learns into a {@link dev.skep.identity.source.FactSink}.
 */
@NullMarked
package dev.skep.identity.source;

import org.jspecify.annotations.NullMarked;
