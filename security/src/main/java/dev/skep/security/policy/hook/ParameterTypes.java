package dev.skep.security.policy.hook;

import dev.skep.security.policy.model.ArgumentType;
import java.util.List;
import java.util.Optional;

/**
 * The types of the parameters of what a policy names, by index, as far as the kernel tells.
 *
 * @param types a type of the kernel's BTF each, 0 where nothing is known
 * @param declared what a policy would call each, where it is not BTF that says it
 */
public record ParameterTypes(List<Integer> types, List<Optional<ArgumentType>> declared) {
    /** Nothing is known. */
    public static final ParameterTypes UNKNOWN = new ParameterTypes(List.of());

    /** Copies. */
    public ParameterTypes {
        types = List.copyOf(types);
        declared = List.copyOf(declared);
    }

    /** Those of BTF. */
    public ParameterTypes(List<Integer> types) {
        this(types, List.of());
    }

    /** The type of parameter {@code index}, 0 if it is not known. */
    public int of(int index) {
        return index < types.size() ? types.get(index) : 0;
    }

    /** What a policy would call the type of parameter {@code index}, where it is not BTF that says it. */
    public Optional<ArgumentType> declared(int index) {
        return index < declared.size() ? declared.get(index) : Optional.empty();
    }
}
