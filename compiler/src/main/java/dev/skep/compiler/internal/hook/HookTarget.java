package dev.skep.compiler.internal.hook;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;

/** Fills the fields of the program object into an annotation's text: {@code {device}} becomes the content of its field device. */
final class HookTarget {
    private HookTarget() {}

    static String resolve(String text, Object program) {
        int open = text.indexOf('{');
        if (open < 0) return text;
        int close = text.indexOf('}', open);
        if (close < 0) throw new IllegalArgumentException("\"" + text + "\" has a { without }");
        String name = text.substring(open + 1, close);
        return resolve(text.substring(0, open) + read(name, program) + text.substring(close + 1), program);
    }

    /** The number that {@code text} is after its fields were filled in; {@code absent} where it is empty. */
    static long number(String text, Object program, long absent) {
        String resolved = resolve(text, program);
        if (resolved.isEmpty()) return absent;
        try {
            return Long.decode(resolved);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" in a hook is no number: " + resolved, e);
        }
    }

    /** The content of a field of the program object. */
    static Object read(String name, Object program) {
        try {
            Field field = program.getClass().getDeclaredField(name);
            field.setAccessible(true);
            Object value = field.get(program);
            if (value == null)
                throw new IllegalArgumentException("field " + name + " is null, but a hook's target is named by it");
            return value;
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(
                    "a hook's target names field {" + name + "}, which "
                            + program.getClass().getName() + " does not have",
                    e);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "field " + name + " cannot be read: add `opens "
                            + program.getClass().getPackageName() + " to dev.skep.compiler;` to its module-info.java",
                    e);
        }
    }
}
