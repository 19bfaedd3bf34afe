package dev.skep.bpf.tracefs;

import dev.skep.bpf.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record of a tracepoint, as its "format" file in tracefs describes it (Documentation/trace/events.rst).
 *
 * @param name the event, without its category
 * @param id what perf_event_open takes
 * @param fields in the order of the file, those common to all events first
 */
public record TracepointFormat(String name, int id, List<TracepointField> fields) {
    /** A record fits a page of the ring buffer, so nothing in it is larger. */
    private static final int LIMIT = 1 << 16;

    private static final String FIELD = "field:";

    /** Copies the list. */
    public TracepointFormat {
        fields = List.copyOf(fields);
    }

    /** The field of this name. */
    public Optional<TracepointField> field(String wanted) {
        for (TracepointField field : fields) {
            if (field.name().equals(wanted)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the text of a format file.
     *
     * @param input what it is, for messages
     * @throws MalformedInputException when it is cut or makes no sense
     */
    public static TracepointFormat parse(String input, String text) {
        String name = "";
        int id = -1;
        List<TracepointField> fields = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end).strip();
            if (line.startsWith("name:")) {
                name = line.substring(5).strip();
            } else if (line.startsWith("ID:")) {
                id = number(line.substring(3).strip(), input, start, Integer.MAX_VALUE);
            } else if (line.startsWith(FIELD)) {
                fields.add(field(line, input, start));
            }
            start = end + 1;
        }
        if (name.isEmpty() || id < 0 || fields.isEmpty()) {
            throw new MalformedInputException(input, text.length(), "ends without a name, an ID and fields");
        }
        return new TracepointFormat(name, id, fields);
    }

    /** {@code field:char prev_comm[16]; offset:8; size:16; signed:0;}. */
    private static TracepointField field(String line, String input, int at) {
        String declaration = "";
        int offset = -1;
        int size = -1;
        int signed = -1;
        int start = 0;
        while (start < line.length()) {
            int semicolon = line.indexOf(';', start);
            if (semicolon < 0) {
                throw new MalformedInputException(input, at, "no ';' at the end of: " + line);
            }
            String part = line.substring(start, semicolon).strip();
            if (part.startsWith(FIELD)) {
                declaration = part.substring(FIELD.length()).strip();
            } else if (part.startsWith("offset:")) {
                offset = number(part.substring(7), input, at, LIMIT);
            } else if (part.startsWith("size:")) {
                size = number(part.substring(5), input, at, LIMIT);
            } else if (part.startsWith("signed:")) {
                signed = number(part.substring(7), input, at, 1);
            }
            start = semicolon + 1;
        }
        if (offset < 0 || size < 0 || signed < 0) {
            throw new MalformedInputException(input, at, "a field without offset, size or signed: " + line);
        }
        return declared(declaration, offset, size, signed == 1, input, at);
    }

    /** Splits a C declaration: "const char * filename" and "char comm[16]" into type and name. */
    private static TracepointField declared(
            String declaration, int offset, int size, boolean signed, String input, int at) {
        int bracket = declaration.indexOf('[', Math.max(0, declaration.lastIndexOf(' ')));
        String array = bracket < 0 ? "" : declaration.substring(bracket);
        String scalar = bracket < 0 ? declaration : declaration.substring(0, bracket);
        int before = Math.max(scalar.lastIndexOf(' '), scalar.lastIndexOf('*'));
        String name = scalar.substring(before + 1);
        if (before < 1 || name.isEmpty()) {
            throw new MalformedInputException(input, at, "no type and name in: " + declaration);
        }
        String type = scalar.substring(0, before + 1).strip() + array;
        return new TracepointField(name, type, offset, size, signed);
    }

    private static int number(String digits, String input, int at, int limit) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0 && number <= limit) {
                return number;
            }
        } catch (NumberFormatException nonsense) {
            // told below, as a number out of range is
        }
        throw new MalformedInputException(input, at, "no number from 0 to " + limit + ": " + digits);
    }
}
