package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.GlobalAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Field access. A final field of an object known at load time is a constant; a field of an object of the abstract heap is what was
 * written there; a primitive field that is not final lives in the program's .data, where user space can change it while the
 * program runs.
 */
final class Fields {
    private final Evaluation evaluation;

    Fields(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void access(Frame frame, FieldInstruction instruction, State state) {
        Class<?> owner = evaluation.classOf(frame.code(), instruction.owner().asSymbol());
        String name = instruction.name().stringValue();
        Opcode opcode = instruction.opcode();
        Abstract value = opcode == Opcode.PUTFIELD || opcode == Opcode.PUTSTATIC ? state.pop() : null;
        if (opcode == Opcode.GETSTATIC || opcode == Opcode.PUTSTATIC) {
            access(null, field(owner, name), value, state);
            return;
        }
        Abstract object = state.pop();
        if (object instanceof Virtual v) {
            VirtualObject content = state.object(v);
            int index = content.shape() instanceof Shape.Instance shape ? shape.indexOf(owner, name) : -1;
            if (index < 0) {
                throw new Refusal(
                        "field " + name + " of a " + content.shape().type().getSimpleName() + " that the program made",
                        "use what its methods give");
            }
            if (value == null) state.push(content.fields().get(index));
            else state.object(v.id(), content.with(index, value));
            return;
        }
        if (object instanceof Undefined u) throw Materializer.undefined(u);
        if (!(object instanceof Known k)) {
            throw new Refusal(
                    "field " + name + " of an object that is not known at load time", "use a struct interface");
        }
        if (k.value() == null)
            throw new Refusal("null." + name + ": the object is null here", "give the field a value");
        access(k.value(), field(owner, name), value, state);
    }

    private void access(@Nullable Object object, Field field, @Nullable Abstract written, State state) {
        if (written == null && Modifier.isFinal(field.getModifiers())) {
            Object content = read(object, field);
            if (content instanceof Float || content instanceof Double) throw Stepper.floatingPoint();
            boolean primitive = field.getType().isPrimitive();
            state.push(
                    content == null ? Known.NULL : Known.of(primitive ? ObjectOperations.onStack(content) : content));
            return;
        }
        if (!field.getType().isPrimitive()) {
            throw new Refusal(
                    "field " + field.getName() + " is not final, so what it refers to is not known at load time",
                    "make it final; what changes while the program runs must be a primitive field or a map");
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

    private static Field field(Class<?> owner, String name) {
        for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) if (field.getName().equals(name)) return field;
            for (Class<?> i : c.getInterfaces()) {
                for (Field field : i.getDeclaredFields()) if (field.getName().equals(name)) return field;
            }
        }
        throw new IllegalStateException("no field " + name + " in " + owner);
    }

    private static @Nullable Object read(@Nullable Object object, Field field) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw inaccessible(field);
        }
    }

    static Refusal inaccessible(Field field) {
        return new Refusal(
                "field " + field.getDeclaringClass().getName() + "." + field.getName()
                        + " cannot be read: its module does not open its package",
                "add `opens " + field.getDeclaringClass().getPackageName()
                        + " to dev.skep.compiler;` to module-info.java");
    }
}
