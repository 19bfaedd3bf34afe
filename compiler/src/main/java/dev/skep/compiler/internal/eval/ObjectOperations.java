package dev.skep.compiler.internal.eval;

import dev.skep.bpf.memory.Struct;
import java.lang.classfile.Opcode;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ObjectOperations and arrays of the abstract heap, arrays known at load time, and type checks. */
final class ObjectOperations {
    private static final int LARGEST_ARRAY = 1024;
    /** Classes of the JDK that programs may make themselves. */
    private static final Set<String> SIMPLE = Set.of(
            "java.lang.Object", "java.util.AbstractMap$SimpleEntry", "java.util.AbstractMap$SimpleImmutableEntry");

    private final Evaluation evaluation;
    private final MemoryArrays memoryArrays;

    ObjectOperations(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.memoryArrays = new MemoryArrays(evaluation);
    }

    /** A new object of the abstract heap, which the code of {@code maker} makes. */
    Virtual newInstance(Class<?> type, MethodCode maker, State state) {
        if (type == StringBuilder.class) {
            Virtual text = evaluation.objectIds().next();
            state.object(text.id(), new VirtualObject(new Shape.Text(), List.of(Known.of(""))));
            return text;
        }
        if (Throwable.class.isAssignableFrom(type)) {
            throw new Refusal("exceptions do not exist in the kernel", "return a value that says what happened");
        }
        boolean jdk = type.getName().startsWith("java.") && !maker.library() && !SIMPLE.contains(type.getName());
        if (jdk || !evaluation.classes().of(type).hasFile()) {
            throw new Refusal(
                    "new " + type.getSimpleName() + " cannot be made in the kernel",
                    "make it in the constructor and keep it in a final field, or use a record or class of your own");
        }
        Shape.Instance shape = evaluation.classes().of(type).shape();
        List<Abstract> values = new ArrayList<>();
        for (Field field : shape.declared()) values.add(zero(field.getType()));
        Virtual made = evaluation.objectIds().next();
        state.object(made.id(), new VirtualObject(shape, values));
        return made;
    }

    void newArray(Class<?> component, ArraySite site, State state) {
        state.push(newArray(component, List.of(state.pop()), site, state));
    }

    /** An array of arrays; of {@code type}'s dimensions the first {@code dimensions} have a length, on the stack. */
    void newArrays(Class<?> type, int dimensions, ArraySite site, State state) {
        List<Abstract> lengths = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) lengths.addFirst(state.pop());
        state.push(newArray(type.getComponentType(), lengths, site, state));
    }

    private Abstract newArray(Class<?> component, List<Abstract> lengths, ArraySite site, State state) {
        if (!(Arithmetic.refine(lengths.getFirst(), state) instanceof Known length)) {
            throw new Refusal(
                    "an array whose length is known only at run time cannot be made in the kernel",
                    "give it a constant length, or use a map value");
        }
        if (length.asInt() < 0 || length.asInt() > LARGEST_ARRAY) {
            throw new Refusal(
                    "an array of " + length.asInt() + " elements cannot be made in the kernel (at most " + LARGEST_ARRAY
                            + ")",
                    "use an ArrayMap");
        }
        if (component == float.class || component == double.class) throw Stepper.floatingPoint();
        if (evaluation.inMemory(site) && component.isPrimitive()) return memoryArrays.make(component, length.asInt());
        List<Abstract> elements = new ArrayList<>(Collections.nCopies(length.asInt(), zero(component)));
        if (lengths.size() > 1) {
            List<Abstract> inner = lengths.subList(1, lengths.size());
            elements.replaceAll(e -> newArray(component.getComponentType(), inner, site, state));
        }
        Virtual made = evaluation.objectIds().next();
        state.object(made.id(), new VirtualObject(new Shape.Array(component.arrayType(), site), elements));
        return made;
    }

    /** A copy of an array made in the program, as {@code clone()} gives. */
    Abstract copyArray(Abstract array, State state) {
        if (array instanceof Pointer p) return memoryArrays.copy(p);
        Virtual copy = evaluation.objectIds().next();
        state.object(copy.id(), state.object((Virtual) array));
        return copy;
    }

    /** Whether it is an array made in the program. */
    static boolean isArray(Abstract value, State state) {
        return MemoryArrays.isArray(value)
                || (value instanceof Virtual v && state.object(v).shape() instanceof Shape.Array);
    }

    private static Known zero(Class<?> type) {
        if (!type.isPrimitive()) return Known.NULL;
        return Known.of(type == long.class ? (Object) 0L : (Object) 0);
    }

    void arrayLength(State state) {
        Abstract array = state.pop();
        if (array instanceof Known k
                && k.value() != null
                && k.value().getClass().isArray()) {
            state.push(Known.of(Array.getLength(k.value())));
        } else if (array instanceof Virtual v && state.object(v).shape() instanceof Shape.Array) {
            state.push(Known.of(state.object(v).fields().size()));
        } else if (array instanceof Pointer p && MemoryArrays.isArray(p)) {
            state.push(Known.of(MemoryArrays.length(p)));
        } else {
            throw notAnArray(array);
        }
    }

    private static Refusal notAnArray(Abstract array) {
        if (array instanceof Undefined u) return Materializer.undefined(u);
        if (array.equals(Known.NULL)) {
            return new Refusal("this array is null", "give the field a value in the constructor");
        }
        return new Refusal("this array is not known at load time", "use Bytes or a @Length field of a struct");
    }

    void arrayLoad(Opcode opcode, State state) {
        Abstract index = Arithmetic.refine(state.pop(), state);
        Abstract array = state.pop();
        if (opcode == Opcode.FALOAD || opcode == Opcode.DALOAD) throw Stepper.floatingPoint();
        if (array instanceof Pointer p && MemoryArrays.isArray(p)) {
            state.push(memoryArrays.load(p, index, state));
        } else if (array instanceof Virtual v && state.object(v).shape() instanceof Shape.Array shape) {
            List<Abstract> elements = state.object(v).fields();
            if (index instanceof Known i) state.push(elements.get(checkIndex(i.asInt(), elements.size())));
            else throw inMemory(shape);
        } else if (array instanceof Known known && known.value() != null) {
            state.push(knownElement(known.value(), index, state));
        } else {
            throw notAnArray(array);
        }
    }

    private Abstract knownElement(Object array, Abstract index, State state) {
        boolean primitive = array.getClass().getComponentType().isPrimitive();
        if (index instanceof Known i) {
            Object element = Array.get(array, checkIndex(i.asInt(), Array.getLength(array)));
            return new Known(primitive ? onStack(element) : element, element != null && i.split());
        }
        Choice numbers = evaluation.columns().numbers(index);
        if (numbers != null) return elements(array, numbers, primitive, state);
        if (ConstantTables.isTable(array)) return evaluation.tables().load(array, index);
        return elements(array, index, primitive, state);
    }

    /** The elements at indices that are themselves out of a table. */
    private Abstract elements(Object array, Choice numbers, boolean primitive, State state) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object number : numbers.items()) {
            Object element =
                    Array.get(array, checkIndex((Integer) Objects.requireNonNull(number), Array.getLength(array)));
            elements.add(primitive ? onStack(element) : element);
        }
        return evaluation.columns().value(numbers.index(), elements, primitive, state);
    }

    /** The elements of an array at an index known only at run time. */
    private Abstract elements(Object array, Abstract index, boolean primitive, State state) {
        int length = Array.getLength(array);
        Abstract inBounds = MemoryArrays.index(index, length, evaluation, state);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Object element = Array.get(array, i);
            elements.add(primitive ? onStack(element) : element);
        }
        return evaluation.columns().value(evaluation.materializer().value(inBounds), elements, primitive, state);
    }

    /** The program must be evaluated again, with this array in memory. */
    private static RuntimeException inMemory(Shape.Array array) {
        ArraySite site = array.site();
        if (site != null && array.type().getComponentType().isPrimitive()) return new Restart(site);
        return new Refusal(
                "an array of objects made in the program is indexed by a value known only at run time",
                "keep the numbers of the objects in arrays of int or long");
    }

    private static int checkIndex(int index, int length) {
        if (index >= 0 && index < length) return index;
        throw new Refusal("index " + index + " is out of bounds for length " + length, "check the index first");
    }

    void arrayStore(State state) {
        Abstract value = state.pop();
        Abstract index = Arithmetic.refine(state.pop(), state);
        Abstract array = state.pop();
        if (array instanceof Pointer p && MemoryArrays.isArray(p)) {
            memoryArrays.store(p, index, value, state);
        } else if (array instanceof Virtual v && state.object(v).shape() instanceof Shape.Array shape) {
            if (!(index instanceof Known i)) throw inMemory(shape);
            VirtualObject object = state.object(v);
            state.object(
                    v.id(), object.with(checkIndex(i.asInt(), object.fields().size()), value));
        } else if (array instanceof Known k && k.value() != null) {
            throw new Refusal(
                    "an array that exists at load time cannot be changed in the kernel",
                    "use a map for what the kernel writes");
        } else {
            throw notAnArray(array);
        }
    }

    /** A boxed primitive as it is on the JVM's operand stack. */
    static @Nullable Object onStack(@Nullable Object boxed) {
        if (boxed instanceof Boolean b) return b ? 1 : 0;
        if (boxed instanceof Byte b) return (int) b;
        if (boxed instanceof Short s) return (int) s;
        if (boxed instanceof Character c) return (int) c;
        return boxed;
    }

    void typeCheck(Opcode opcode, Class<?> type, State state) {
        Abstract value = state.pop();
        if (opcode == Opcode.CHECKCAST) {
            state.push(cast(value, type));
            return;
        }
        state.push(Known.of(isInstance(value, type, state) ? 1 : 0));
    }

    private static Abstract cast(Abstract value, Class<?> type) {
        if (value instanceof Pointer p
                && type != p.type()
                && type.isInterface()
                && type != Struct.class
                && Struct.class.isAssignableFrom(type)) {
            return p.as(type);
        }
        return value;
    }

    /** Whether a value that is not null at run time has the type; decided now or refused. */
    static boolean isInstance(Abstract value, Class<?> type, State state) {
        if (value instanceof Undefined u) throw Materializer.undefined(u);
        Class<?> box = Boxes.boxClass(value, state);
        if (box != null) return type.isAssignableFrom(box);
        if (value instanceof Choice c) return ChoiceCalls.isInstance(c, type);
        if (value instanceof Known k) return type.isInstance(k.value());
        if (value instanceof Virtual v)
            return type.isAssignableFrom(state.object(v).shape().type());
        if (value instanceof Pointer p && Joiner.nonNull(state, p)) return type.isAssignableFrom(p.type());
        throw new Refusal(
                "instanceof needs an object known at load time",
                "memory has no type at run time: keep a tag in the struct");
    }
}
