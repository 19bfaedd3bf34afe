/**
 * The eBPF instruction set: how an instruction is encoded in 64 bits, and how it reads as text.
 *
 * <p>An instruction is a {@code long} whose bytes, written little endian, are the kernel's {@code struct bpf_insn}:
 * opcode, registers, offset, immediate. {@link dev.skep.bpf.asm.Instructions} builds such words,
 * {@link dev.skep.bpf.asm.InstructionWord} takes them apart and patches them, and
 * {@link dev.skep.bpf.asm.Disassembler} prints them as the verifier's log and {@code bpftool prog dump xlated} do.
 * Nothing here touches the kernel.
 *
 * <p>Facts come from RFC 9669 (BPF Instruction Set Architecture), the kernel's
 * {@code Documentation/bpf/standardization/instruction-set.rst} and {@code include/uapi/linux/bpf.h}.
 */
@NullMarked
package dev.skep.bpf.asm;

import org.jspecify.annotations.NullMarked;
