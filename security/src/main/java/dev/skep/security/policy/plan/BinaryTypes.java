package dev.skep.security.policy.plan;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSection;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.HookPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The types of a program, from the file of BTF that a policy names ({@code btfPath}): BTF alone, or an ELF file that has it. */
final class BinaryTypes {
    private static final long MOST_BYTES = 64 << 20;

    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private BinaryTypes() {}

    /**
     * What a hook names; empty if it names nothing.
     *
     * @throws Refused if there is no such file, or no BTF in it
     */
    static Optional<KernelTypes> of(HookPoint point) {
        Optional<String> path = switch (point) {
            case HookPoint.UserFunctions functions -> functions.btfPath();
            case HookPoint.UserTracepoint probe -> probe.btfPath();
            case HookPoint.Functions functions -> Optional.empty();
            case HookPoint.Tracepoint tracepoint -> Optional.empty();
            case HookPoint.Lsm lsm -> Optional.empty();
        };
        return path.map(Path::of).map(BinaryTypes::read);
    }

    private static KernelTypes read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw Refused.because("there is no file " + path);
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw Refused.because(path + " is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            byte[] all = Files.readAllBytes(path);
            return new KernelTypes(Btf.parse(isElf(all) ? section(path) : all), path.toString());
        } catch (IOException | KernelException unreadable) {
            throw Refused.because(path + ": " + unreadable.getMessage());
        }
    }

    private static boolean isElf(byte[] file) {
        return file.length > ELF.length && Arrays.equals(file, 0, ELF.length, ELF, 0, ELF.length);
    }

    private static byte[] section(Path path) {
        try (ElfFile file = ElfFile.open(path)) {
            ElfSection types = file.section(".BTF").orElseThrow(() -> Refused.because(path + " has no section .BTF"));
            return file.bytes(types);
        }
    }
}
