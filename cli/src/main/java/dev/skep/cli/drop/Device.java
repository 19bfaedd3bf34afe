package dev.skep.cli.drop;

import dev.skep.cli.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network device of this process's namespace.
 *
 * @param name as {@code ip link} shows it
 * @param index the kernel's number of it
 */
record Device(String name, int index) {
    private static final Path DEVICES = Path.of("/sys/class/net");

    static Device named(String name) {
        try {
            if (!name.isEmpty() && name.indexOf('/') < 0 && !name.startsWith(".")) {
                return new Device(
                        name,
                        Integer.parseInt(Files.readString(DEVICES.resolve(name).resolve("ifindex"))
                                .strip()));
            }
        } catch (IOException | NumberFormatException absent) {
            // Said below, with those that there are.
        }
        throw CommandFailure.usage("no device '" + name + "': there are " + String.join(", ", all()));
    }

    private static List<String> all() {
        try (Stream<Path> entries = Files.list(DEVICES)) {
            return entries.filter(entry -> Files.exists(entry.resolve("ifindex")))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
