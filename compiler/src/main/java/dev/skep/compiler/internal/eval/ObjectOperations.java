package dev.skep.compiler.internal.eval;

import dev.skep.bpf.memory.Struct;
import java.lang.classfile.Opcode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** ObjectOperations and arrays of the abstract heap, arrays known at load time, and type checks. */
final class ObjectOperations {
    private static final int LARGEST_ARRAY = 1024;

    private final Evaluation evaluation;

    ObjectOperations(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void newInstance(Class<?> type, State state) {
        if (type == StringBuilder.class) {
            Virtual text = evaluation.objectIds().next();
            state.object(text.id(), new VirtualObject(new Shape.Text(), List.of(Known.of(""))));
            state.push(text);
            return;
        }
        if (Throwable.class.isAssignableFrom(type)) {
            throw new Refusal("exceptions do not exist in the kernel", "return a value that says what happened");
        }
        if (evaluation.classFiles().of(type) == null || type.getName().startsWith("java.")) {
            throw new Refusal(
                    "new " + type.getSimpleName() + " cannot be made in the kernel",
                    "make it in the constructor and keep it in a final field, or use a record or class of your own");
        }
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            List<Field> own = new ArrayList<>();
            for (Field f : c.getDeclaredFields()) if (!Modifier.isStatic(f.getModifiers())) own.add(f);
            fields.addAll(0, own);
        }
        List<Abstract> values = new ArrayList<>();
        for (Field field : fields) values.add(zero(field.getType()));
        Virtual made = evaluation.objectIds().next();
        state.object(made.id(), new VirtualObject(new Shape.Instance(type, List.copyOf(fields)), values));
        state.push(made);
    }

    void newArray(Class<?> component, State state) {
        if (!(state.pop() instanceof Known length)) {
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
        Virtual made = evaluation.objectIds().next();
        state.object(
                made.id(),
                new VirtualObject(
                        new Shape.Array(component.arrayType()), Collections.nCopies(length.asInt(), zero(component))));
        state.push(made);
    }

    private static Known zero(Class<?> type) {
        if (!type.isPrimitive()) return Known.NULL;
        return Known.of(type == long.class ? (Object) 0L : (Object) 0);
    }

    void arrayLength(State state) {
        Abstract array = state.pop();
        if (array instanceof Known k && k.value() != null) {
            state.push(Known.of(java.lang.reflect.Array.getLength(k.value())));
        } else if (array instanceof Virtual v) {
            state.push(Known.of(state.object(v).fields().size()));
        } else {
            throw notAnArray(array);
        }
    }

    private static Refusal notAnArray(Abstract array) {
        if (array instanceof Undefined u) return Materializer.undefined(u);
        return new Refusal("this array is not known at load time", "use Bytes or a @Length field of a struct");
    }

    void arrayLoad(Opcode opcode, State state) {
        Abstract index = Arithmetic.refine(state.pop(), state);
        Abstract array = state.pop();
        if (!(array instanceof Known || array instanceof Virtual)) throw notAnArray(array);
        if (!(index instanceof Known i)) {
            if (array instanceof Known k && k.value() != null && ConstantTables.isTable(k.value())) {
                state.push(evaluation.tables().load(k.value(), index));
                return;
            }
            throw new Refusal(
                    "an array known at load time is indexed by a value known only at run time",
                    "loop over the array and compare, or put the elements into an ArrayMap");
        }
        if (array instanceof Virtual v) {
            List<Abstract> elements = state.object(v).fields();
            state.push(elements.get(checkIndex(i.asInt(), elements.size())));
            return;
        }
        Object known = ((Known) array).value();
        if (known == null) throw new Refusal("this array is null", "give the field a value in the constructor");
        Object element =
                java.lang.reflect.Array.get(known, checkIndex(i.asInt(), java.lang.reflect.Array.getLength(known)));
        if (opcode == Opcode.FALOAD || opcode == Opcode.DALOAD) throw Stepper.floatingPoint();
        state.push(new Known(onStack(element), i.split()));
    }

    private static int checkIndex(int index, int length) {
        if (index >= 0 && index < length) return index;
        throw new Refusal("index " + index + " is out of bounds for length " + length, "check the index first");
    }

    void arrayStore(State state) {
        Abstract value = state.pop();
        Abstract index = Arithmetic.refine(state.pop(), state);
        Abstract array = state.pop();
        if (!(array instanceof Virtual v)) {
            throw new Refusal(
                    "an array that exists at load time cannot be changed in the kernel",
                    "use a map for what the kernel writes");
        }
        if (!(index instanceof Known i)) {
            throw new Refusal(
                    "an array made in the program is indexed by a value known only at run time",
                    "use a struct with a @Length field in a map value");
        }
        VirtualObject object = state.object(v);
        state.object(v.id(), object.with(checkIndex(i.asInt(), object.fields().size()), value));
    }

    /** A boxed primitive as it is on the JVM's operand stack. */
    static @org.jspecify.annotations.Nullable Object onStack(@org.jspecify.annotations.Nullable Object boxed) {
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
        if (value instanceof Known k) return type.isInstance(k.value());
        if (value instanceof Virtual v)
            return type.isAssignableFrom(state.object(v).shape().type());
        if (value instanceof Pointer p && Joiner.nonNull(state, p)) return type.isAssignableFrom(p.type());
        throw new Refusal(
                "instanceof needs an object known at load time",
                "memory has no type at run time: keep a tag in the struct");
    }
}
