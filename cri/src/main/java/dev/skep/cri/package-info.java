/**
 * The container runtime interface, version 1, by which kubelet drives containerd and CRI-O: here it is only asked what runs.
 *
 * <p>{@link dev.skep.cri.CriSource} is the way in.
 */
@NullMarked
package dev.skep.cri;

import org.jspecify.annotations.NullMarked;
