package dev.skep.agent.event;

import java.nio.charset.StandardCharsets;

/** Texts that are always the same. */
final class JsonLiteral {
    static final byte[] TRUE = ascii("true");
    static final byte[] FALSE = ascii("false");

    private JsonLiteral() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
