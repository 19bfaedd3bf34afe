/**
 * BPF Type Format: the types of the running kernel, read lazily, and the types of our own programs, written.
 *
 * <p>{@link dev.skep.bpf.btf.Btf} answers where a member of a kernel structure lies, which number a constant or a
 * function has. It keeps the bytes as they come from the kernel, with one number for each type, and decodes what is
 * asked for: the kernel describes more than a hundred thousand types, and a program wants ten of them.
 * {@link dev.skep.bpf.btf.BtfWriter} builds the blob that goes with a program or a map, so that the verifier and
 * {@code bpftool} know its types, functions and source lines.
 *
 * <p>Input is bounds-checked: bytes that are cut or make no sense give a
 * {@link dev.skep.bpf.MalformedInputException}, types that contain themselves do not hang the reader.
 *
 * {@snippet :
 * Btf kernel = Btf.vmlinux();
 * int task = kernel.find("task_struct", BtfKind.STRUCT);
 * int offset = kernel.member(task, "real_parent").byteOffset();
 * }
 *
 * <p>Facts come from the kernel's {@code Documentation/bpf/btf.rst} and {@code include/uapi/linux/btf.h}. The BTF of
 * kernel modules continues the ids of vmlinux: {@link dev.skep.bpf.btf.ModuleBtf}.
 */
@NullMarked
package dev.skep.bpf.btf;

import org.jspecify.annotations.NullMarked;
