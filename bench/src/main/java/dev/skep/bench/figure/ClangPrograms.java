package dev.skep.bench.figure;

import dev.skep.bench.tool.Command;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What clang made of one C file. */
final class ClangPrograms {
    private static final int INSTRUCTION_BYTES = 8;

    private final Path object;

    ClangPrograms(Path object) {
        this.object = object;
    }

    /** Instruction words of a function, as {@code CompiledProgram.instructionCount} counts them. */
    int instructions(String function) {
        try (ElfFile elf = ElfFile.open(object)) {
            long bytes = elf.symbol(function)
                    .orElseThrow(() -> new IllegalStateException(object + " has no function " + function))
                    .size();
            return Math.toIntExact(bytes / INSTRUCTION_BYTES);
        }
    }

    /**
     * Has libbpf load all programs of the file, and returns one.
     *
     * @param pins a folder of a BPF file system
     */
    Program load(String function, Path pins) {
        Path folder = pins.resolve(function);
        Command.output(List.of("bpftool", "prog", "loadall", object.toString(), folder.toString()));
        try {
            return Program.open(folder.resolve(function));
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
