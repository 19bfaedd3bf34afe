package dev.skep.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON that the tests have made: strictly, into maps, lists, strings, booleans and numbers. */
final class JsonText {
    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** One value and nothing else. */
    static Object read(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value();
        json.blanks();
        if (json.at != text.length()) {
            throw json.nonsense();
        }
        return value;
    }

    /** The value of a member of an object. */
    static Object member(Object object, String name) {
        if (object instanceof Map<?, ?> map && map.containsKey(name)) {
            return map.get(name);
        }
        throw new AssertionError("no member " + name + " in " + object);
    }

    private Object value() {
        blanks();
        char c = text.charAt(at);
        if (c == '{') {
            return object();
        }
        if (c == '[') {
            return array();
        }
        if (c == '"') {
            return string();
        }
        int start = at;
        while (at < text.length() && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true", "false" -> Boolean.valueOf(word);
            case "" -> throw nonsense();
            default -> new BigDecimal(word);
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (!end('}', members.isEmpty())) {
            blanks();
            String name = string();
            blanks();
            take(':');
            if (members.put(name, value()) != null) {
                throw new AssertionError("member " + name + " twice in " + text);
            }
        }
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        at++;
        while (!end(']', elements.isEmpty())) {
            elements.add(value());
        }
        return elements;
    }

    private boolean end(char close, boolean first) {
        blanks();
        if (text.charAt(at) == close) {
            at++;
            return true;
        }
        if (!first) {
            take(',');
        }
        return false;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        take('"');
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                char escaped = text.charAt(at++);
                value.append(escaped == 'u' ? (char) Integer.parseInt(text, at, at += 4, 16) : escaped);
            } else {
                value.append(c);
            }
        }
        at++;
        return value.toString();
    }

    private void take(char c) {
        if (text.charAt(at) != c) {
            throw nonsense();
        }
        at++;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private AssertionError nonsense() {
        return new AssertionError("no JSON at " + at + ": " + text);
    }
}
