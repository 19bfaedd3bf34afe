package dev.skep.cli.run;

import dev.skep.bpf.map.BpfMap;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a program that user space looks at: its maps, and the numbers that programs change. A private field is the program's
 * own business, except in records, where all are.
 */
final class ProgramMaps {
    /** A map and the field that holds it. */
    record Named(String name, BpfMap map) {}

    /** A field and its value at this moment. */
    record Variable(String name, Object value) {}

    private ProgramMaps() {}

    /** Those that are to be shown. */
    static List<Named> maps(Object program) {
        List<Named> found = new ArrayList<>();
        for (Field field : fields(program)) {
            if (shown(field)
                    && BpfMap.class.isAssignableFrom(field.getType())
                    && read(field, program) instanceof BpfMap map) {
                found.add(new Named(field.getName(), map));
            }
        }
        return found;
    }

    static List<Variable> variables(Object program) {
        List<Variable> found = new ArrayList<>();
        for (Field field : fields(program)) {
            if (shown(field) && field.getType().isPrimitive() && !Modifier.isFinal(field.getModifiers())) {
                found.add(new Variable(field.getName(), read(field, program)));
            }
        }
        return found;
    }

    private static boolean shown(Field field) {
        return !Modifier.isPrivate(field.getModifiers())
                || field.getDeclaringClass().isRecord();
    }

    private static List<Field> fields(Object program) {
        List<Field> all = new ArrayList<>();
        for (Class<?> type = program.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    all.add(field);
                }
            }
        }
        return all;
    }

    private static Object read(Field field, Object program) {
        try {
            field.setAccessible(true);
            return field.get(program);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("read " + field, impossible);
        }
    }
}
