/**
 * The Linux kernel's eBPF interface in pure Java: what all its parts share.
 *
 * <p>Here live the errors ({@link dev.skep.bpf.KernelException} and its four kinds). What the running kernel can do is in
 * {@code dev.skep.bpf.feature}, programs are in {@code dev.skep.bpf.program}, the ways to attach
 * them in {@code dev.skep.bpf.link}, maps in {@code dev.skep.bpf.map}, type information in {@code dev.skep.bpf.btf}.
 *
 * <p>Native access must be allowed: {@code --enable-native-access=dev.skep.bpf}.
 */
@NullMarked
package dev.skep.bpf;

import org.jspecify.annotations.NullMarked;
