package dev.skep.compiler.internal.eval;

import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Which field an instruction reads or writes, as it is written there: the same whenever it is evaluated, so that it is looked for once. */
final class FieldUse {
    private final Class<?> owner;
    private final String name;
    private @Nullable Field field;
    /** The shape that the object had the last time, and where that has the field. */
    private @Nullable Shape shape;

    private int place;

    private FieldUse(Class<?> owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    /** What {@code instruction} of {@code user} names. */
    static FieldUse of(FieldInstruction instruction, MethodCode user, Evaluation evaluation) {
        return new FieldUse(
                evaluation.classOf(user, instruction.owner().asSymbol()),
                instruction.name().stringValue());
    }

    String name() {
        return name;
    }

    /** The field; refused where the JDK hides it. */
    Field field() {
        Field known = field;
        if (known == null) {
            known = search(owner, name);
            // Where that is refused, reading the field says so.
            boolean _ = known.trySetAccessible();
            field = known;
        }
        return known;
    }

    /** Where an object of the abstract heap has the field, or -1. */
    @SuppressWarnings("ReferenceEquality") // an equal shape would be looked at once more, to the same end
    int place(VirtualObject content) {
        if (shape != content.shape()) {
            place = content.shape() instanceof Shape.Instance instance ? instance.indexOf(owner, name) : -1;
            shape = content.shape();
        }
        return place;
    }

    private static Field search(Class<?> owner, String name) {
        for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) if (field.getName().equals(name)) return field;
            for (Class<?> i : c.getInterfaces()) {
                for (Field field : i.getDeclaredFields()) if (field.getName().equals(name)) return field;
            }
        }
        throw Fields.hidden(owner, name);
    }
}
