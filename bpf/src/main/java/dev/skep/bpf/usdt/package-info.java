/**
 * User statically defined tracing: the probes that the authors of programs and libraries put into them, as the notes of the
 * section .note.stapsdt describe them (systemtap's sys/sdt.h, format version 3).
 *
 * <p>{@link dev.skep.bpf.usdt.UsdtProbes} reads a file; a {@link dev.skep.bpf.usdt.UsdtProbe} is one place in its code with
 * what is needed to find the probe's arguments there. Nothing here touches the kernel: a probe is attached as a
 * {@link dev.skep.bpf.link.UprobePlace}. Input is bounds-checked: notes that are cut or make no sense give a
 * {@link dev.skep.bpf.MalformedInputException}; an argument in a form that is not understood is an
 * {@link dev.skep.bpf.usdt.UsdtArgument.Unknown} and hurts only who wants that argument.
 *
 * {@snippet :
 * List<UsdtProbe> begin = UsdtProbes.of(BinaryPath.find("libjvm.so").orElseThrow()).find("hotspot", "gc__begin");
 * }
 */
@NullMarked
package dev.skep.bpf.usdt;

import org.jspecify.annotations.NullMarked;
