package dev.skep.cli.list;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The network interfaces of this process's namespace by number, read when first asked. */
final class NetworkInterfaces {
    private final Map<Integer, String> names = new HashMap<>();
    private boolean read;

    /** The name, or the number where this namespace has no such interface. */
    String name(int index) {
        if (index == 0) {
            return "(interface gone)";
        }
        if (!read) {
            read = true;
            read();
        }
        return names.getOrDefault(index, "interface " + index);
    }

    private void read() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/sys/class/net"))) {
            for (Path entry : entries) {
                String index = Files.readString(entry.resolve("ifindex")).strip();
                names.put(Integer.parseInt(index), entry.getFileName().toString());
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException gone) {
            // What could be read is worth having.
            return;
        }
    }
}
