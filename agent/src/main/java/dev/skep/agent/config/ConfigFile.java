package dev.skep.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the file: a mapping of keys to values, YAML 1.2. Lists of filters may be lists of mappings, or text with a line of JSON for each.
 */
public final class ConfigFile {
    private static final int MOST_BYTES = 1 << 20;

    private ConfigFile() {}

    /**
     * Reads the values that the file has.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no such file, or has a key that there is not
     */
    public static Map<ConfigKey, String> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + ": larger than " + MOST_BYTES + " bytes");
        }
        return parse(file.toString(), Files.readString(file));
    }

    static Map<ConfigKey, String> parse(String name, String text) {
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text);
        } catch (YamlEngineException wrong) {
            throw new IllegalArgumentException(
                    name + ": "
                            + String.valueOf(wrong.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("no YAML"),
                    wrong);
        }
        Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
        if (root == null) {
            return values;
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    name + ": has to be a mapping, such as 'export-filename: /var/log/skep.json'");
        }
        map.forEach((key, value) -> values.put(
                ConfigKey.of(String.valueOf(key))
                        .orElseThrow(() -> new IllegalArgumentException(name + ": unknown key '" + key + "'")),
                text(name, String.valueOf(key), value)));
        return values;
    }

    private static String text(String name, String key, Object value) {
        if (value instanceof List<?> list) {
            StringBuilder lines = new StringBuilder();
            for (Object element : list) {
                lines.append(element instanceof Map<?, ?> ? YamlJson.of(element) : String.valueOf(element));
                lines.append('\n');
            }
            return lines.toString();
        }
        if (value instanceof Map<?, ?>) {
            throw new IllegalArgumentException(name + ": the value of '" + key + "' is a mapping");
        }
        return value == null ? "" : String.valueOf(value);
    }
}
