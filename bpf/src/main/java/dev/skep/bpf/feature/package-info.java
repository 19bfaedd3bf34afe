/**
 * What the running kernel can do, found out by doing it: each feature is loaded and attached for a moment.
 *
 * <p>Configuration files and type information promise what a locked-down kernel then refuses, so neither is believed.
 * The entry is {@link dev.skep.bpf.feature.KernelFeatures}.
 */
@NullMarked
package dev.skep.bpf.feature;

import org.jspecify.annotations.NullMarked;
