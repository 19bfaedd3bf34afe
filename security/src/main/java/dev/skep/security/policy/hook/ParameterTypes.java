package dev.skep.security.policy.hook;

import java.util.List;

/**
 * The types of the parameters of what a policy names, by index, as far as the kernel tells.
 *
 * @param types a type of the kernel's BTF each, 0 where nothing is known
 */
public record ParameterTypes(List<Integer> types) {
    /** Nothing is known. */
    public static final ParameterTypes UNKNOWN = new ParameterTypes(List.of());

    /** Copies. */
    public ParameterTypes {
        types = List.copyOf(types);
    }

    /** The type of parameter {@code index}, 0 if it is not known. */
    public int of(int index) {
        return index < types.size() ? types.get(index) : 0;
    }
}
