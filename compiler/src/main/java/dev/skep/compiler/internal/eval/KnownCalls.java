package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.runtime.KnownIterator;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Calls of JDK methods whose arguments are all known: made now, by reflection. */
final class KnownCalls {
    private static final Set<String> CHANGING = Set.of(
            "add",
            "addAll",
            "addFirst",
            "addLast",
            "put",
            "putAll",
            "putIfAbsent",
            "remove",
            "removeAll",
            "removeIf",
            "removeFirst",
            "removeLast",
            "offer",
            "offerFirst",
            "offerLast",
            "poll",
            "pollFirst",
            "pollLast",
            "push",
            "pop",
            "retainAll",
            "clear",
            "set",
            "compute",
            "computeIfAbsent",
            "computeIfPresent",
            "merge",
            "replaceAll",
            "sort",
            "fill",
            "setAll",
            "arraycopy",
            "append",
            "insert",
            "delete",
            "notify",
            "notifyAll",
            "wait",
            "getAndIncrement",
            "incrementAndGet");
    /** What enums of the user have from the JDK. */
    private static final Set<String> OF_ENUMS = Set.of("ordinal", "name", "equals", "hashCode", "compareTo");

    /** What is called by the name of a class of the user, and is the JDK's or done here. */
    private static final Set<String> OF_OTHERS = Set.of("iterator", "clone", "getClass");

    private static final Set<Class<?>> OF_NUMBERS =
            Set.of(Math.class, Boolean.class, Byte.class, Character.class, Short.class, Integer.class, Long.class);

    private static final Set<String> PACKAGES =
            Set.of("java.lang", "java.util", "java.nio.charset", "java.time", "java.net", "java.nio.file", "java.math");
    private static final Set<String> NEVER = Set.of(
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.nio.file.Files");

    private final Evaluation evaluation;

    KnownCalls(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Makes the call and pushes its result, if that is possible. */
    boolean evaluate(Callee callee, List<Abstract> arguments, State state) {
        if (!callee.mayBeKnown()) return false;
        Class<?> owner = callee.owner();
        String name = callee.name();
        boolean isStatic = callee.isStatic();
        boolean split = false;
        List<Known> known = new ArrayList<>(arguments.size());
        for (Abstract argument : arguments) {
            Abstract refined = Arithmetic.refine(argument, state);
            boolean whole = refined instanceof Virtual && isJdk(owner) && !CHANGING.contains(name);
            Known k = known(refined, state, whole);
            if (k == null) return false;
            known.add(k);
            split |= k.split();
        }
        Object receiver = isStatic ? null : known.getFirst().value();
        if (!isStatic && receiver == null) return false;
        if (name.equals("iterator") && isCollection(receiver)) {
            state.push(iterator(Known.of(snapshot(receiver).toArray()), state));
            return true;
        }
        if (name.equals("clone") && receiver != null && receiver.getClass().isArray()) {
            state.push(arguments.getFirst());
            return true;
        }
        Method method = method(owner, name, callee.type(), receiver);
        if (method == null) return false;
        if (isStatic && name.endsWith("Unsigned") && isZero(known.getLast().value())) return false;
        Object result = call(method, receiver, known.subList(isStatic ? 0 : 1, known.size()));
        if (method.getReturnType() != void.class) state.push(result == null ? Known.NULL : new Known(result, split));
        return true;
    }

    /** Whether there are receivers and arguments for which {@link #method} would find something. */
    static boolean mayBeKnown(Class<?> owner, String name) {
        if (name.equals("<init>")) return false;
        return isJdk(owner) || OF_ENUMS.contains(name) || OF_OTHERS.contains(name);
    }

    /** The JDK's method that the call may be made of now, or null. */
    @Nullable
    Method method(Class<?> owner, String name, MethodTypeDesc type, @Nullable Object receiver) {
        boolean enumMethod = receiver instanceof Enum<?> && OF_ENUMS.contains(name);
        boolean identity = name.equals("getClass") && type.parameterCount() == 0;
        if (!enumMethod && !(evaluation.isFunction() && alwaysGivesTheSame(owner, name, receiver))) {
            evaluation.environment().peculiar();
        }
        Class<?> declaring = enumMethod ? Enum.class : identity ? Object.class : owner;
        if (!isJdk(declaring)) return null;
        if (receiver != null && !enumMethod && !identity && !isJdk(receiver.getClass())) return null;
        if (CHANGING.contains(name)) {
            throw new Refusal(
                    owner.getSimpleName() + "." + name
                            + " would change an object of the Java heap, which the kernel cannot see",
                    "use a map (dev.skep.bpf.map) for what the kernel writes");
        }
        if (receiver instanceof Iterator<?>
                || receiver instanceof Spliterator<?>
                || receiver instanceof Enumeration<?>) {
            throw new Refusal(
                    owner.getSimpleName() + "." + name
                            + " goes on with each call, of which the compiler and the kernel make another number",
                    "loop over the elements: for (T element : elements)");
        }
        Method method = method(declaring, name, type);
        return method == null || BaseStream.class.isAssignableFrom(method.getReturnType()) ? null : method;
    }

    /** Some methods give something else every time: the time, a random number, what a list has just got. */
    private static boolean alwaysGivesTheSame(Class<?> owner, String name, @Nullable Object receiver) {
        // Integer.getInteger reads a property.
        return receiver == null
                ? OF_NUMBERS.contains(owner) && !name.startsWith("get")
                : Content.asItIs(receiver) != null;
    }

    /** Calls a JDK method; the result is as it would be on the operand stack. */
    static @Nullable Object call(Method method, @Nullable Object receiver, List<Known> arguments) {
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = asParameter(arguments.get(i).value(), method.getParameterTypes()[i]);
        }
        Object result = call(method, receiver, values);
        if (result instanceof Float || result instanceof Double) throw Stepper.floatingPoint();
        return method.getReturnType().isPrimitive() ? ObjectOperations.onStack(result) : result;
    }

    /** The value if it is known, or the array that it would be if all its elements are known; otherwise null. */
    private static @Nullable Known known(Abstract value, State state, boolean whole) {
        if (value instanceof Known k) return k;
        if (!whole || !(value instanceof Virtual v)) return null;
        VirtualObject object = state.object(v);
        // Of other objects nothing could be made, and they may lead to themselves.
        if (!(object.shape() instanceof Shape.Array array)) return null;
        List<Known> parts = new ArrayList<>();
        boolean split = false;
        for (Abstract field : object.fields()) {
            Known part = known(Arithmetic.refine(field, state), state, !field.equals(value));
            if (part == null) return null;
            parts.add(part);
            split |= part.split();
        }
        return new Known(array(array.type(), parts), split);
    }

    private static Object array(Class<?> type, List<Known> parts) {
        Object made = Array.newInstance(type.getComponentType(), parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Array.set(made, i, asParameter(parts.get(i).value(), type.getComponentType()));
        }
        return made;
    }

    private static Object call(Method method, @Nullable Object receiver, @Nullable Object[] values) {
        try {
            return method.invoke(receiver, values);
        } catch (InvocationTargetException e) {
            throw new Refusal(
                    method.getDeclaringClass().getSimpleName() + "." + method.getName() + " throws " + e.getCause()
                            + " at load time",
                    "check the values that the program was made with");
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new Refusal(method + " cannot be called at load time: " + e.getMessage(), "call a public method");
        }
    }

    /** Whether a divisor is 0, for which the JDK throws and eBPF has a result. */
    private static boolean isZero(@Nullable Object divisor) {
        return divisor instanceof Number number && number.longValue() == 0;
    }

    /** Whether iterators over it are made here. */
    static boolean isCollection(@Nullable Object object) {
        return object instanceof Iterable<?> && isJdk(object.getClass());
    }

    private static boolean isJdk(Class<?> type) {
        return PACKAGES.contains(type.getPackageName()) && !NEVER.contains(type.getName());
    }

    private @Nullable Method method(Class<?> owner, String name, MethodTypeDesc type) {
        Class<?>[] parameters = new Class<?>[type.parameterCount()];
        for (int i = 0; i < parameters.length; i++) parameters[i] = evaluation.classOf(owner, type.parameterType(i));
        Class<?> returns = evaluation.classOf(owner, type.returnType());
        for (Method m : evaluation.classes().of(owner).publicMethods(name)) {
            if (java.util.Arrays.equals(m.getParameterTypes(), parameters)
                    && returns.isAssignableFrom(m.getReturnType())
                    && Modifier.isPublic(m.getModifiers())) {
                return m;
            }
        }
        return null;
    }

    private static @Nullable Object asParameter(@Nullable Object value, Class<?> type) {
        if (value instanceof Integer i) {
            if (type == boolean.class) return i != 0;
            if (type == char.class) return (char) (int) i;
            if (type == byte.class) return (byte) (int) i;
            if (type == short.class) return (short) (int) i;
        }
        return value;
    }

    /**
     * An iterator over one of several collections, of which one is chosen at run time: over what each has at the same place.
     *
     * @throws Refusal if they have not as many elements
     */
    Abstract iteratorOverOne(Choice choice, State state) {
        List<List<Object>> all = new ArrayList<>();
        for (Object items : choice.items()) all.add(snapshot(items));
        int size = all.getFirst().size();
        if (all.stream().anyMatch(other -> other.size() != size)) {
            throw new Refusal(
                    "this loop is over one of several collections, of which one is chosen at run time, and not all of them"
                            + " have as many elements",
                    "loop over the collections by a loop that can be unrolled, or put all elements into one");
        }
        List<Abstract> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            List<Object> column = new ArrayList<>(all.size());
            for (List<Object> items : all) column.add(items.get(i));
            elements.add(evaluation.columns().value(choice.index(), column, false, state));
        }
        Virtual array = evaluation.objectIds().next();
        state.object(array.id(), new VirtualObject(new Shape.Array(Object[].class, null), elements));
        return iterator(array, state);
    }

    private static List<Object> snapshot(@Nullable Object collection) {
        List<Object> snapshot = new ArrayList<>();
        for (Object item : (Iterable<?>) Objects.requireNonNull(collection))
            snapshot.add(item instanceof Map.Entry<?, ?> e ? Map.entry(e.getKey(), e.getValue()) : item);
        return snapshot;
    }

    private Virtual iterator(Abstract items, State state) {
        Shape.Instance shape = evaluation.classes().of(KnownIterator.class).shape();
        Abstract[] fields = new Abstract[shape.declared().size()];
        fields[shape.indexOf(KnownIterator.class, "items")] = items;
        fields[shape.indexOf(KnownIterator.class, "next")] = Known.of(0);
        Virtual made = evaluation.objectIds().next();
        state.object(made.id(), new VirtualObject(shape, List.of(fields)));
        return made;
    }
}
