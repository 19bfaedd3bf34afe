package dev.skep.agent.event;

import java.util.Base64;
import java.util.List;

/** Writes the fields of JSON objects one after the other; empty ones are left out, as protobuf does. Not safe for several threads. */
final class JsonObject {
    private final JsonBytes json;
    /** An object was opened, and nothing is in it yet. */
    private boolean first;

    JsonObject(JsonBytes json) {
        this.json = json;
    }

    JsonBytes bytes() {
        return json;
    }

    void open() {
        json.add('{');
        first = true;
    }

    /** Whether an object was opened, and nothing is in it yet. */
    boolean isEmpty() {
        return first;
    }

    void close() {
        json.add('}');
        first = false;
    }

    /** The name; a value has to follow. */
    void name(Field field) {
        byte[] text = field.json();
        if (first) {
            first = false;
            json.add(text, 1, text.length - 1);
        } else {
            json.add(text);
        }
    }

    void object(Field field) {
        name(field);
        open();
    }

    /** A text that is not empty. */
    void text(Field field, String value) {
        if (!value.isEmpty()) {
            name(field);
            json.string(value);
        }
    }

    /** A number of a wrapper: written also when it is 0. */
    void wrapped(Field field, int value) {
        name(field);
        json.unsigned(value);
    }

    /** A plain number: 0 is left out. */
    void number(Field field, int value) {
        if (value != 0) {
            wrapped(field, value);
        }
    }

    /** A flag: false is left out. */
    void flag(Field field, boolean value) {
        if (value) {
            name(field);
            json.add(JsonLiteral.TRUE);
        }
    }

    /** A flag of a wrapper. */
    void wrapped(Field field, boolean value) {
        name(field);
        json.add(value ? JsonLiteral.TRUE : JsonLiteral.FALSE);
    }

    /** A text, also an empty one. */
    void anyText(Field field, String value) {
        name(field);
        json.string(value);
    }

    /** Texts; none are left out. */
    void texts(Field field, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        name(field);
        char separator = '[';
        for (String value : values) {
            json.add(separator);
            separator = ',';
            json.string(value);
        }
        json.add(']');
    }

    /** A signed number, also 0. */
    void signed(Field field, int value) {
        name(field);
        if (value < 0) {
            json.add('-');
        }
        json.number(Math.abs((long) value));
    }

    /** A signed number of 64 bits, which is text in JSON; also 0. */
    void signedText(Field field, long value) {
        if (value < 0) {
            // Rare, and the smallest number has no positive counterpart.
            anyText(field, Long.toString(value));
        } else {
            unsignedText(field, value);
        }
    }

    /** An unsigned number of 64 bits, which is text in JSON; also 0. */
    void unsignedText(Field field, long value) {
        if (value < 0) {
            anyText(field, Long.toUnsignedString(value));
            return;
        }
        name(field);
        json.add('"');
        json.number(value);
        json.add('"');
    }

    /** Bytes, also none. */
    void base64(Field field, byte[] value) {
        name(field);
        json.add('"');
        json.add(Base64.getEncoder().encode(value));
        json.add('"');
    }
}
