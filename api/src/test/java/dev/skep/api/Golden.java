package dev.skep.api;

import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Events that an agent of the same interface wrote, and the lines that its own client makes of them. */
public final class Golden {
    private Golden() {}

    /** Lines of JSON. */
    public static List<String> json() {
        return text("events.json").lines().toList();
    }

    /** The same as messages. */
    public static List<GetEventsResponse> events() {
        return json().stream()
                .map(line ->
                        EventJson.parse(line, GetEventsResponse.newBuilder()).build())
                .toList();
    }

    /** The client's output. */
    public static String compact() {
        return text("compact.txt");
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
