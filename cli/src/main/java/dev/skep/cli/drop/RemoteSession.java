package dev.skep.cli.drop;

import dev.skep.compiler.table.Prefix;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The connection by which somebody far away types this command: a filter that drops its packets would be the last that he types.
 *
 * @param client address of the other end
 * @param clientPort its port
 * @param server the address here
 * @param serverPort the port here
 */
record RemoteSession(Prefix client, int clientPort, Prefix server, int serverPort) {
    private static final String VARIABLE = "SSH_CONNECTION=";
    private static final int MOST_ANCESTORS = 32;

    /** The session of this process: sshd's variable, which sudo takes away, so that ancestors are asked, too. */
    static Optional<RemoteSession> current() {
        long pid = ProcessHandle.current().pid();
        for (int i = 0; i < MOST_ANCESTORS && pid > 1; i++) {
            Optional<RemoteSession> found = variable(pid).flatMap(RemoteSession::parse);
            if (found.isPresent()) {
                return found;
            }
            pid = ProcessHandle.of(pid)
                    .flatMap(ProcessHandle::parent)
                    .map(ProcessHandle::pid)
                    .orElse(0L);
        }
        return Optional.empty();
    }

    private static Optional<String> variable(long pid) {
        try {
            String all = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return List.of(all.split("\0", -1)).stream()
                    .filter(one -> one.startsWith(VARIABLE))
                    .map(one -> one.substring(VARIABLE.length()))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** {@code CLIENT PORT SERVER PORT}, as ssh(1) says. */
    static Optional<RemoteSession> parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length != 4 || !words[1].matches("\\d{1,5}") || !words[3].matches("\\d{1,5}")) {
            return Optional.empty();
        }
        Optional<Prefix> client = Prefix.parse(words[0]);
        Optional<Prefix> server = Prefix.parse(words[2]);
        if (client.isEmpty()
                || server.isEmpty()
                || client.get().version4() != server.get().version4()) {
            return Optional.empty();
        }
        return Optional.of(
                new RemoteSession(client.get(), Integer.parseInt(words[1]), server.get(), Integer.parseInt(words[3])));
    }

    /** The first filter that would drop something of what the session lives by. */
    Optional<Filter> cutBy(List<Filter> filters) {
        List<PacketBytes> packets =
                SessionPackets.of(this).stream().map(PacketBytes::new).toList();
        return filters.stream()
                .filter(filter ->
                        packets.stream().anyMatch(packet -> filter.match().test(packet) == Match.YES))
                .findFirst();
    }

    /** For messages. */
    String peer() {
        String address = client.version4() ? "" : "[";
        StringBuilder text = new StringBuilder(address);
        byte[] bytes = client.bytes();
        for (int i = 0; i < bytes.length; i += client.version4() ? 1 : 2) {
            text.append(i == 0 ? "" : client.version4() ? "." : ":");
            text.append(
                    client.version4()
                            ? Integer.toString(bytes[i] & 0xff)
                            : Integer.toHexString((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
        }
        return text.append(client.version4() ? ":" : "]:").append(clientPort).toString();
    }
}
