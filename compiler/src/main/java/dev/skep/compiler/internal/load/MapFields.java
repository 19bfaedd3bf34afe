package dev.skep.compiler.internal.load;

import dev.skep.bpf.map.BpfMap;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.List;

/** The maps in a program object's own fields. */
final class MapFields {
    private MapFields() {}

    private record Named(Field field, BpfMap map) {}

    static List<BpfMap> of(Object program) {
        return named(program).stream().map(Named::map).toList();
    }

    /** Names maps after their fields. */
    static void name(Object program) {
        for (Named named : named(program)) {
            if (!named.map().created()) name(named.map(), named.field().getName());
        }
    }

    private static void name(BpfMap map, String name) {
        try {
            map.name(name);
        } catch (IllegalStateException closed) {
            throw new IllegalStateException(
                    "map " + name
                            + " was closed, as maps are with the load that created them: make a new program object",
                    closed);
        }
    }

    private static List<Named> named(Object program) {
        List<Named> result = new ArrayList<>();
        for (Class<?> c = program.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!BpfMap.class.isAssignableFrom(field.getType())) continue;
                if (read(field, program) instanceof BpfMap map) result.add(new Named(field, map));
            }
        }
        return result;
    }

    private static @org.jspecify.annotations.Nullable Object read(Field field, Object program) {
        try {
            field.setAccessible(true);
            return field.get(program);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "the fields of " + program.getClass().getName() + " cannot be read: add `opens "
                            + program.getClass().getPackageName() + " to dev.skep.compiler;` to its module-info.java",
                    e);
        }
    }
}
