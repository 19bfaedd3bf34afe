package dev.skep.identity.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A value of JSON that is asked for what is expected in it: what is missing, or of another kind, is empty. Nothing in the data makes a
 * question fail, so a runtime that changes its files costs names, not the whole.
 */
public final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonTree MISSING = new JsonTree("");

    /** A map, a list, or the text of a plain value. */
    private final Object value;

    private JsonTree(Object value) {
        this.value = value;
    }

    /** Nothing. */
    public static JsonTree none() {
        return MISSING;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is no JSON: a file that is being written is both for a moment
     */
    public static JsonTree read(Path file) throws IOException {
        return read(Files.readAllBytes(file));
    }

    /**
     * Reads a text.
     *
     * @throws IOException if it is no JSON
     */
    public static JsonTree read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return read(parser, Set.of());
        } catch (JacksonException damaged) {
            throw new IOException("no JSON: " + damaged.getOriginalMessage(), damaged);
        }
    }

    /** A parser of a stream, for those who read one value after the other. */
    public static JsonParser parser(InputStream stream) {
        return FACTORY.createParser(ObjectReadContext.empty(), stream);
    }

    /**
     * Reads the value that the parser stands on, and leaves it at its end.
     *
     * @param skipped properties that are left out wherever they stand
     * @throws JacksonException if it is damaged
     */
    public static JsonTree read(JsonParser parser, Set<String> skipped) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonTree> properties = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (skipped.contains(name)) {
                    parser.skipChildren();
                } else {
                    properties.put(name, read(parser, skipped));
                }
            }
            return new JsonTree(properties);
        }
        if (token == JsonToken.START_ARRAY) {
            List<JsonTree> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                items.add(read(parser, skipped));
            }
            return new JsonTree(items);
        }
        return token == null || token == JsonToken.VALUE_NULL ? MISSING : new JsonTree(parser.getString());
    }

    /** The value behind these names, one in the other. */
    public JsonTree at(String... names) {
        JsonTree found = this;
        for (String name : names) {
            found = found.value instanceof Map<?, ?> map && map.get(name) instanceof JsonTree inner ? inner : MISSING;
        }
        return found;
    }

    /** The text of a plain value. */
    public String text() {
        return value instanceof String text ? text : "";
    }

    /** The text behind these names. */
    public String text(String... names) {
        return at(names).text();
    }

    /** The number behind these names, or 0. */
    public long number(String... names) {
        try {
            return Long.parseLong(text(names));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Whether there is a {@code true} behind these names. */
    public boolean truth(String... names) {
        return text(names).equals("true");
    }

    /** The time behind these names (RFC 3339), or {@link Instant#EPOCH}. */
    public Instant time(String... names) {
        try {
            return OffsetDateTime.parse(text(names)).toInstant();
        } catch (DateTimeParseException none) {
            return Instant.EPOCH;
        }
    }

    /** The items of the list behind these names. */
    public List<JsonTree> items(String... names) {
        List<JsonTree> found = new ArrayList<>();
        if (at(names).value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof JsonTree tree) {
                    found.add(tree);
                }
            }
        }
        return found;
    }

    /** The texts of the object behind these names. */
    public Map<String, String> texts(String... names) {
        Map<String, String> found = new LinkedHashMap<>();
        if (at(names).value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> {
                if (name instanceof String key && item instanceof JsonTree tree) {
                    found.put(key, tree.text());
                }
            });
        }
        return found;
    }

    /** As JSON; plain values are all texts, whatever they were. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator);
        }
        return text.toString();
    }

    private void write(JsonGenerator generator) {
        switch (value) {
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((name, item) -> {
                    generator.writeName(String.valueOf(name));
                    ((JsonTree) item).write(generator);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(item -> ((JsonTree) item).write(generator));
                generator.writeEndArray();
            }
            default -> {
                if (this == MISSING) {
                    generator.writeNull();
                } else {
                    generator.writeString(String.valueOf(value));
                }
            }
        }
    }

    /** Whether there is nothing. */
    public boolean missing() {
        return value.equals("");
    }
}
