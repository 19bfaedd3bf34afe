/**
 * eBPF programs: an immutable description, and the loaded program that owns a descriptor.
 *
 * <p>{@link dev.skep.bpf.program.ProgramSpec} says everything and touches no kernel;
 * {@link dev.skep.bpf.program.Program#load} hands it to the verifier. A loaded program does nothing until it is attached
 * ({@code dev.skep.bpf.link}) or run on given input ({@link dev.skep.bpf.program.TestRun}).
 *
 * {@snippet :
 * ProgramSpec spec = ProgramSpec.builder("nothing", ProgramType.XDP)
 *         .instructions(new long[] {0x2_0000_00b7L, 0x95L}) // r0 = XDP_PASS; exit
 *         .build();
 * try (Program program = Program.load(spec)) {
 *     int verdict = program.testRun(TestRun.ofData(new byte[64])).returnValue();
 * }
 * }
 */
@NullMarked
package dev.skep.bpf.program;

import org.jspecify.annotations.NullMarked;
