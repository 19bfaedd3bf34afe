package dev.skep.agent.event;

import dev.skep.security.process.Arguments;

/** Writes a command line as {@link Arguments#text()} has it: straight from its bytes where they are plain ASCII, as most are. */
final class CommandLineEncoder {
    private CommandLineEncoder() {}

    static void encode(Arguments arguments, JsonBytes json) {
        int begin = json.size();
        json.add('"');
        int end = arguments.length();
        int start = 0;
        while (start < end) {
            int next = word(arguments, start, json);
            if (next < 0) {
                json.cut(begin);
                json.string(arguments.text());
                return;
            }
            start = next;
        }
        json.add('"');
    }

    /** Writes the word that begins at {@code start}; returns where the next one begins, or -1 if this one is not plain. */
    private static int word(Arguments arguments, int start, JsonBytes json) {
        int end = start;
        boolean spaces = false;
        while (end < arguments.length() && arguments.at(end) != 0) {
            byte c = arguments.at(end++);
            if (c < ' ' || c == 0x7f) {
                return -1;
            }
            spaces |= c == ' ';
        }
        if (start > 0) {
            json.add(' ');
        }
        boolean quoted = spaces || end == start;
        if (quoted) {
            escaped('"', json);
        }
        for (int at = start; at < end; at++) {
            char c = (char) arguments.at(at);
            if (c == '"' || c == '\\') {
                escaped(c, json);
            } else {
                json.add(c);
            }
        }
        if (quoted) {
            escaped('"', json);
        }
        return end + 1;
    }

    private static void escaped(char c, JsonBytes json) {
        json.add('\\');
        json.add(c);
    }
}
