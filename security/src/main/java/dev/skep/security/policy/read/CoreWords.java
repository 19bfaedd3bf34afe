package dev.skep.security.policy.read;

import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * What the core schema of YAML tells from text, as far as it matters here: null, and keys that merge mappings. Numbers and truth values stay
 * text until somebody asks for them, so no text is searched for how those are written.
 */
final class CoreWords implements Schema, ScalarResolver {
    private static final Set<String> NULL = Set.of("", " ", "~", "null", "Null", "NULL");
    private static final String MERGE = "<<";

    @Override
    public ScalarResolver getScalarResolver() {
        return this;
    }

    @Override
    public Tag resolve(String value, Boolean implicit) {
        if (!implicit) {
            return Tag.STR;
        }
        return NULL.contains(value) ? Tag.NULL : value.equals(MERGE) ? Tag.MERGE : Tag.STR;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }
}
