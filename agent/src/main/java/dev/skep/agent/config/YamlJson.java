package dev.skep.agent.config;

import java.util.List;
import java.util.Map;

/** What a YAML file says, as JSON. */
final class YamlJson {
    private YamlJson() {}

    static String of(Object value) {
        StringBuilder json = new StringBuilder();
        add(value, json);
        return json.toString();
    }

    private static void add(Object value, StringBuilder json) {
        switch (value) {
            case Map<?, ?> map -> {
                char separator = '{';
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.append(separator);
                    separator = ',';
                    string(String.valueOf(entry.getKey()), json);
                    json.append(':');
                    add(entry.getValue(), json);
                }
                json.append(separator == '{' ? "{}" : "}");
            }
            case List<?> list -> {
                char separator = '[';
                for (Object element : list) {
                    json.append(separator);
                    separator = ',';
                    add(element, json);
                }
                json.append(separator == '[' ? "[]" : "]");
            }
            case Number number -> json.append(number);
            case Boolean flag -> json.append(flag);
            case null -> json.append("null");
            default -> string(value.toString(), json);
        }
    }

    private static void string(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                String number = Integer.toHexString(c);
                json.append("\\u").repeat('0', 4 - number.length()).append(number);
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
