package dev.skep.agent.event;

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
}
