package dev.skep.cli.run;

import dev.skep.cli.command.CommandFailure;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A class with methods that run in the kernel.
 *
 * @param type the class
 */
record ProgramClass(Class<?> type) {
    private static final Set<Class<?>> WORDS =
            Set.of(String.class, String[].class, int.class, long.class, boolean.class);
    private static final String HOOKS = "dev.skep.compiler.hook";

    /** Those of the classes that are programs. */
    static List<ProgramClass> among(List<Class<?>> classes) {
        return classes.stream()
                .filter(type -> !Modifier.isAbstract(type.getModifiers()) && hasHook(type))
                .map(ProgramClass::new)
                .toList();
    }

    private static boolean hasHook(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            for (Annotation annotation : method.getDeclaredAnnotations()) {
                if (annotation.annotationType().getPackageName().equals(HOOKS)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Makes a program with the constructor that takes these arguments: as many parameters as there are arguments, or one
     * {@code String...}.
     *
     * @throws CommandFailure that says which arguments it wants
     */
    Object instance(List<String> arguments) {
        for (Constructor<?> constructor : constructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length == 1 && parameters[0] == String[].class) {
                return make(constructor, new Object[] {arguments.toArray(String[]::new)});
            }
            if (parameters.length == arguments.size()) {
                return make(constructor, values(constructor, arguments));
            }
        }
        throw CommandFailure.usage(usage());
    }

    /** Those whose parameters can be given as words. */
    private List<Constructor<?>> constructors() {
        List<Constructor<?>> usable = new ArrayList<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Arrays.stream(constructor.getParameterTypes()).allMatch(WORDS::contains)) {
                usable.add(constructor);
            }
        }
        return usable;
    }

    private Object[] values(Constructor<?> constructor, List<String> arguments) {
        Parameter[] parameters = constructor.getParameters();
        Object[] values = new Object[parameters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(parameters[i], arguments.get(i));
        }
        return values;
    }

    private Object value(Parameter parameter, String text) {
        Class<?> wanted = parameter.getType();
        try {
            if (wanted == int.class) {
                return Integer.decode(text);
            }
            if (wanted == long.class) {
                return Long.decode(text);
            }
            return wanted == boolean.class ? (Object) Boolean.parseBoolean(text) : text;
        } catch (NumberFormatException nonsense) {
            throw CommandFailure.usage("'" + text + "' is not a number: " + usage());
        }
    }

    private String usage() {
        if (constructors().isEmpty()) {
            return type.getName() + " has no constructor of String, int, long and boolean alone";
        }
        StringJoiner forms = new StringJoiner(", or ");
        for (Constructor<?> constructor : constructors()) {
            List<String> words = new ArrayList<>();
            Arrays.stream(constructor.getParameters())
                    .forEach(parameter -> words.add(
                            parameter.getName() + " (" + parameter.getType().getSimpleName() + ")"));
            forms.add(words.isEmpty() ? "no arguments" : String.join(" ", words));
        }
        return type.getName() + " takes " + forms;
    }

    private Object make(Constructor<?> constructor, Object[] values) {
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof IllegalArgumentException refused) {
                throw CommandFailure.usage(type.getName() + ": " + refused.getMessage());
            }
            throw CommandFailure.failure("the constructor of " + type.getName() + " threw " + cause);
        } catch (ReflectiveOperationException impossible) {
            throw CommandFailure.failure(type.getName() + " cannot be made: " + impossible);
        }
    }
}
