package dev.skep.compiler.internal.eval;

import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom an instruction calls, as it is written there, and what follows of it: the same whenever it is evaluated, so that each is looked for
 * once.
 */
final class Callee {
    private final Class<?> owner;
    private final String name;
    private final MethodTypeDesc type;
    private final boolean isStatic;
    private final boolean special;
    private final ClassLibrary classes;
    private final boolean mayBeKnown;
    private @Nullable ReadMethod declared;
    private boolean isDeclaredKnown;
    private @Nullable Boolean isAbstract;
    /** Of which class the receiver was the last time, and what the call reached. */
    private @Nullable Class<?> start;

    private @Nullable MethodCode reached;

    /**
     * Has looked for nothing yet.
     *
     * @param owner the class that the instruction names
     * @param name the method's
     * @param type the method's types, without the receiver
     */
    Callee(Class<?> owner, String name, MethodTypeDesc type, boolean isStatic, boolean special, ClassLibrary classes) {
        this.owner = owner;
        this.name = name;
        this.type = type;
        this.isStatic = isStatic;
        this.special = special;
        this.classes = classes;
        mayBeKnown = KnownCalls.mayBeKnown(owner, name);
    }

    /** What {@code instruction} of {@code caller} names. */
    static Callee of(InvokeInstruction instruction, MethodCode caller, Evaluation evaluation) {
        return new Callee(
                evaluation.classOf(caller, instruction.owner().asSymbol()),
                instruction.name().stringValue(),
                instruction.typeSymbol(),
                instruction.opcode() == Opcode.INVOKESTATIC,
                instruction.opcode() == Opcode.INVOKESPECIAL,
                evaluation.classes());
    }

    /** The same method of another class. */
    Callee of(Class<?> other) {
        return new Callee(other, name, type, isStatic, special, classes);
    }

    Class<?> owner() {
        return owner;
    }

    String name() {
        return name;
    }

    MethodTypeDesc type() {
        return type;
    }

    boolean isStatic() {
        return isStatic;
    }

    /** Whether the class of the receiver makes no difference. */
    boolean special() {
        return special;
    }

    /** How many arguments it takes, with the receiver. */
    int arguments() {
        return type.parameterCount() + (isStatic ? 0 : 1);
    }

    /** Whether there are receivers and arguments for which the call may be made now. */
    boolean mayBeKnown() {
        return mayBeKnown;
    }

    /** Whether the class itself declares the method as private, so that no other class's can be meant. */
    boolean isPrivate() {
        ReadMethod method = declared();
        return method != null && method.isPrivate();
    }

    /** The annotations of the method that the class itself declares. */
    List<WrittenAnnotation> annotations() {
        ReadMethod method = declared();
        return method == null ? List.of() : method.annotations();
    }

    /** As {@link ClassLibrary#isAbstract}. */
    boolean isAbstract() {
        if (isAbstract == null) isAbstract = classes.isAbstract(owner, name, type);
        return isAbstract;
    }

    private @Nullable ReadMethod declared() {
        if (!isDeclaredKnown) {
            declared = classes.of(owner).method(name, type.descriptorString());
            isDeclaredKnown = true;
        }
        return declared;
    }

    /** The method that the call reaches on an object of class {@code receiver}, if it has bytecode. */
    @Nullable
    MethodCode reached(Class<?> receiver) {
        if (start != receiver) {
            reached = classes.method(receiver, name, type);
            start = receiver;
        }
        return reached;
    }
}
