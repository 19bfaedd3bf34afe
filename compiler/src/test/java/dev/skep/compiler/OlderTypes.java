package dev.skep.compiler;

import dev.skep.bpf.btf.Btf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The running kernel's types as an older kernel would have them. */
public final class OlderTypes {
    private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");

    private OlderTypes() {}

    /** Without anything of these names, which read otherwise in them. */
    public static Btf without(String... names) throws IOException {
        String text = new String(Files.readAllBytes(TYPES), StandardCharsets.ISO_8859_1);
        for (String name : names) {
            String other = name.substring(0, name.length() - 1) + "_";
            text = text.replace('\0' + name + '\0', '\0' + other + '\0');
        }
        return Btf.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
