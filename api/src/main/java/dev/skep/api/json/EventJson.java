package dev.skep.api.json;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Messages as JSON, and back. Stateless. */
public final class EventJson {
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final JsonFormat.Parser STRICT_PARSER = JsonFormat.parser();

    /** Warns of every time that is out of range: a stranger's text must not fill our log. Kept, since loggers are collected. */
    private static final Logger TIMESTAMPS = Logger.getLogger("com.google.protobuf.util.Timestamps");

    static {
        TIMESTAMPS.setLevel(Level.OFF);
    }

    private EventJson() {}

    /** One line, without the line feed at its end. Characters that cannot be seen are escaped, so a terminal obeys none of them. */
    public static String print(MessageOrBuilder message) {
        return MessagePrinter.print(message);
    }

    /**
     * Reads a message from its JSON text; fields that it does not have are passed over, since a newer agent may send more.
     *
     * @throws IllegalArgumentException if the text is no such message
     */
    public static <B extends Message.Builder> B parse(String json, B into) {
        return parse(PARSER, json, into);
    }

    /**
     * Reads messages that a user wrote, one a line; a field that does not exist is an error.
     *
     * @throws IllegalArgumentException with the number of the line that is wrong
     */
    public static <M extends Message> List<M> parseLines(String text, M prototype) {
        List<M> messages = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                Message message = parse(STRICT_PARSER, line, prototype.newBuilderForType())
                        .build();
                @SuppressWarnings("unchecked") // a builder of M builds an M
                M read = (M) message;
                messages.add(read);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
            }
        }
        return messages;
    }

    private static <B extends Message.Builder> B parse(JsonFormat.Parser parser, String json, B into) {
        try {
            parser.merge(json, into);
            return into;
        } catch (InvalidProtocolBufferException wrong) {
            throw new IllegalArgumentException(
                    "no JSON of a " + into.getDescriptorForType().getName() + ": " + wrong.getMessage(), wrong);
        }
    }
}
