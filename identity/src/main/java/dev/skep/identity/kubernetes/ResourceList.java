package dev.skep.identity.kubernetes;

import dev.skep.identity.json.JsonTree;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A list of resources, read item by item.
 *
 * @param version where a watch goes on
 * @param more how to ask for the rest; empty at the end
 */
record ResourceList(String version, String more) {
    /** What is large and of no use; no label or annotation has such a name. */
    static final Set<String> SKIPPED = Set.of("managedFields");

    static ResourceList read(InputStream body, Consumer<JsonTree> items) {
        JsonTree metadata = JsonTree.none();
        try (JsonParser parser = JsonTree.parser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("metadata")) {
                    metadata = JsonTree.read(parser, SKIPPED);
                } else if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        items.accept(JsonTree.read(parser, SKIPPED));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new ResourceList(metadata.text("resourceVersion"), metadata.text("continue"));
    }
}
