/**
 * What container runtimes leave in files before they start a container: the quickest source, and the only one where nothing listens.
 *
 * <p>{@link dev.skep.identity.files.ContainerFiles} asks each {@link dev.skep.identity.files.RuntimeFiles} in turn.
 */
@NullMarked
package dev.skep.identity.files;

import org.jspecify.annotations.NullMarked;
