package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.GlobalAddress;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Field access. A final field of an object known at load time is a constant; a field of an object of the abstract heap is what was
 * written there; a field that is not final, of a primitive or enum type or an array of primitives, lives in the program's .data, where
 * user space can change it while the program runs.
 */
final class Fields {
    private final Evaluation evaluation;

    Fields(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void access(Frame frame, int pc, FieldInstruction instruction, State state) {
        FieldUse use = frame.code().field(pc, instruction, evaluation);
        Opcode opcode = instruction.opcode();
        Abstract value = opcode == Opcode.PUTFIELD || opcode == Opcode.PUTSTATIC ? state.pop() : null;
        if (opcode == Opcode.GETSTATIC || opcode == Opcode.PUTSTATIC) {
            access(null, use.field(), value, state);
            return;
        }
        Abstract object = state.pop();
        if (object instanceof Virtual v) {
            VirtualObject content = state.object(v);
            int index = use.place(content);
            if (index < 0) {
                throw new Refusal(
                        "field " + use.name() + " of a "
                                + content.shape().type().getSimpleName() + " that the program made",
                        "use what its methods give");
            }
            if (value == null) state.push(content.fields().get(index));
            else state.object(v.id(), content.with(index, value));
            return;
        }
        if (object instanceof Undefined u) throw Materializer.undefined(u);
        if (object instanceof Choice choice && value == null) {
            state.push(field(choice, use.field(), state));
            return;
        }
        if (!(object instanceof Known k)) {
            throw new Refusal(
                    "field " + use.name() + " of an object that is not known at load time", "use a struct interface");
        }
        if (k.value() == null)
            throw new Refusal("null." + use.name() + ": the object is null here", "give the field a value");
        access(k.value(), use.field(), value, state);
    }

    /** What a field of {@code object} holds, if that is known or an object of the abstract heap; otherwise null. */
    @Nullable
    Abstract constant(Abstract object, FieldUse use, State state) {
        if (object instanceof Virtual v) {
            VirtualObject content = state.object(v);
            int index = use.place(content);
            return index < 0 ? null : content.fields().get(index);
        }
        if (!(object instanceof Known k) || k.value() == null) return null;
        Field field = use.field();
        return Modifier.isFinal(field.getModifiers()) ? constant(k.value(), field) : null;
    }

    private Known constant(@Nullable Object object, Field field) {
        Object content = read(object, field);
        if (content instanceof Float || content instanceof Double) throw Stepper.floatingPoint();
        boolean primitive = field.getType().isPrimitive();
        // The field stays what it is, but what lies in the object behind it need not; what is behind arguments is
        // looked at for each call.
        if (!primitive
                && evaluation.isFunction()
                && (object == null ? Content.of(content) : Content.asItIs(content)) == null) {
            evaluation.environment().peculiar();
        }
        return content == null ? Known.NULL : Known.of(primitive ? ObjectOperations.onStack(content) : content);
    }

    /** The field of each of the objects. */
    private Abstract field(Choice choice, Field field, State state) {
        if (!Modifier.isFinal(field.getModifiers())) {
            throw new Refusal(
                    "field " + field.getName()
                            + " is not final, and which object it belongs to is known only at run time",
                    "make it final");
        }
        evaluation.environment().peculiar();
        List<@Nullable Object> values = new ArrayList<>();
        boolean primitive = field.getType().isPrimitive();
        for (Object item : choice.items()) {
            if (item == null) {
                throw new Refusal("null." + field.getName() + ": some of these objects are null", "give each a value");
            }
            Object content = read(item, field);
            if (content instanceof Float || content instanceof Double) throw Stepper.floatingPoint();
            values.add(primitive ? ObjectOperations.onStack(content) : content);
        }
        return evaluation.columns().value(choice.index(), values, primitive, state);
    }

    private void access(@Nullable Object object, Field field, @Nullable Abstract written, State state) {
        if (written == null && Modifier.isFinal(field.getModifiers())) {
            state.push(constant(object, field));
            return;
        }
        if (field.getType().isEnum()) {
            accessEnum(object, field, written, state);
            return;
        }
        if (written == null
                && field.getType().isArray()
                && field.getType().getComponentType().isPrimitive()) {
            state.push(array(object, field));
            return;
        }
        if (!field.getType().isPrimitive()) {
            throw new Refusal(
                    "field " + field.getName() + " is not final, so what it refers to is not known at load time",
                    "make it final; what changes while the program runs must be a field of a primitive or enum type, an"
                            + " array of primitives or a map");
        }
        if (field.getType() == float.class || field.getType() == double.class) throw Stepper.floatingPoint();
        CodeBuilder builder = evaluation.builder();
        GlobalAddress address = evaluation.data().address(object, field);
        int size = DataCell.size(field.getType());
        Width width = field.getType() == long.class ? Width.W64 : Width.W32;
        if (written == null) {
            boolean signed = field.getType() != boolean.class && field.getType() != char.class;
            Value loaded = builder.load(address, 0, size, signed && size < 4, width, field.getName());
            state.push(new Scalar(loaded, width));
        } else {
            builder.store(address, 0, size, evaluation.materializer().value(written));
        }
    }

    /** An array in a field that is not final: its elements live in .data. */
    private Pointer array(@Nullable Object object, Field field) {
        Object content = read(object, field);
        Class<?> component = field.getType().getComponentType();
        if (component == float.class || component == double.class) throw Stepper.floatingPoint();
        if (content == null || Array.getLength(content) == 0) {
            throw new Refusal("field " + field.getName() + " holds no elements", "give it an array in the constructor");
        }
        int bytes = Array.getLength(content) * DataCell.size(component);
        return new Pointer(
                evaluation.data().address(object, field),
                0,
                Region.MAP_VALUE,
                field.getType(),
                bytes,
                Nullability.NEVER);
    }

    /** A constant of an enum in a field that is not final: its number lives in .data. */
    @SuppressWarnings("EnumOrdinal") // .data lives no longer than this process, whose enum does not change
    private void accessEnum(@Nullable Object object, Field field, @Nullable Abstract written, State state) {
        CodeBuilder builder = evaluation.builder();
        GlobalAddress address = evaluation.data().address(object, field);
        List<Object> constants = List.of(field.getType().getEnumConstants());
        if (written == null) {
            Value number = builder.load(address, 0, Integer.BYTES, false, Width.W32, field.getName());
            state.learn(number, new Fact.FromTable(new Range(0, constants.size() - 1L)));
            Abstract index = MemoryArrays.index(Scalar.ofInt(number), constants.size(), evaluation, state);
            state.push(evaluation.columns().value(evaluation.materializer().value(index), constants, false, state));
        } else if (written instanceof Known k && k.value() instanceof Enum<?> constant) {
            builder.store(address, 0, Integer.BYTES, Constant.of(constant.ordinal()));
        } else if (written instanceof Choice choice && choice.commonClass() != null) {
            List<Integer> numbers = choice.items().stream()
                    .map(item -> ((Enum<?>) Objects.requireNonNull(item)).ordinal())
                    .toList();
            Abstract number = evaluation.columns().value(choice.index(), numbers, true, state);
            builder.store(address, 0, Integer.BYTES, evaluation.materializer().value(number));
        } else {
            throw new Refusal(
                    "what is written into field " + field.getName() + " is no constant of its enum",
                    "write a constant that is known, and never null");
        }
    }

    /** The JDK does not show the fields of some of its classes to anybody. */
    static Refusal hidden(Class<?> owner, String name) {
        return new Refusal(
                "field " + name + " of " + owner.getName() + " is hidden by the JDK",
                "keep what the program needs in a class of your own");
    }

    private static @Nullable Object read(@Nullable Object object, Field field) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw inaccessible(field);
        }
    }

    static Refusal inaccessible(Field field) {
        if (field.getDeclaringClass().getClassLoader() == null)
            return hidden(field.getDeclaringClass(), field.getName());
        return new Refusal(
                "field " + field.getDeclaringClass().getName() + "." + field.getName()
                        + " cannot be read: its module does not open its package",
                "add `opens " + field.getDeclaringClass().getPackageName()
                        + " to dev.skep.compiler;` to module-info.java");
    }
}
