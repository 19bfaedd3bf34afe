/**
 * Reads what an attachment needs from an executable or library: its symbols, and where their code lies in the file.
 *
 * <p>A uprobe is placed at an offset in a file. {@link dev.skep.bpf.elf.BinaryPath} turns a name as people type it
 * into a file, {@link dev.skep.bpf.elf.ElfFile} a symbol into an offset. Only the tables that are asked for are read,
 * never the whole file. Input is bounds-checked: a file that is cut or makes no sense gives a
 * {@link dev.skep.bpf.MalformedInputException}.
 *
 * {@snippet :
 * try (ElfFile bash = ElfFile.open(BinaryPath.find("bash").orElseThrow())) {
 *     long offset = bash.fileOffset(bash.symbol("readline").orElseThrow());
 * }
 * }
 *
 * <p>Facts come from the System V ABI, chapters 4 and 5, and elf(5). Of the many forms only 64-bit little-endian
 * files are read, and no debug information.
 */
@NullMarked
package dev.skep.bpf.elf;

import org.jspecify.annotations.NullMarked;
