package dev.skep.drop.filter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Names of ports and of protocols, as services(5) and protocols(5) list them on this machine. */
final class Services {
    private static final Path PORTS = Path.of("/etc/services");
    private static final Path PROTOCOLS = Path.of("/etc/protocols");

    private Services() {}

    /** The port with this name or alias, of whichever protocol comes first. */
    static OptionalInt port(String name) {
        return number(PORTS, name);
    }

    /** The protocol with this name or alias. */
    static OptionalInt protocol(String name) {
        return number(PROTOCOLS, name);
    }

    private static OptionalInt number(Path file, String name) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException absent) {
            return OptionalInt.empty();
        }
        for (String line : lines) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
            for (int i = 0; i < words.length; i++) {
                if (i != 1 && words.length > 1 && words[i].equals(name)) {
                    return first(words[1]);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** The digits at the start: {@code 80/tcp}. */
    private static OptionalInt first(String text) {
        int end = 0;
        while (end < text.length() && end < 5 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.substring(0, end)));
    }
}
