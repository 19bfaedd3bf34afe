package dev.skep.compiler.fuzz.tree;

import java.util.List;

/**
 * A method's content.
 *
 * @param parameters types of the first locals
 * @param locals types of the other locals, which begin as zero
 * @param returns the result's type
 */
public record Body(
        List<JavaType> parameters,
        List<JavaType> locals,
        List<Statement> statements,
        Expression result,
        JavaType returns)
        implements Node {
    /** The type of a local or parameter. */
    public JavaType type(int local) {
        return local < parameters.size() ? parameters.get(local) : locals.get(local - parameters.size());
    }

    /** How many locals and parameters there are. */
    public int count() {
        return parameters.size() + locals.size();
    }
}
