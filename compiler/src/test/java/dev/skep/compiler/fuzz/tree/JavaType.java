package dev.skep.compiler.fuzz.tree;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** The integer types of Java. */
public enum JavaType {
    BOOLEAN(ConstantDescs.CD_boolean),
    BYTE(ConstantDescs.CD_byte),
    CHAR(ConstantDescs.CD_char),
    SHORT(ConstantDescs.CD_short),
    INT(ConstantDescs.CD_int),
    LONG(ConstantDescs.CD_long);

    @SuppressWarnings("ImmutableEnumChecker") // a ClassDesc never changes
    private final ClassDesc descriptor;

    JavaType(ClassDesc descriptor) {
        this.descriptor = descriptor;
    }

    /** The type in a descriptor. */
    public ClassDesc descriptor() {
        return descriptor;
    }

    /** How many slots a local takes. */
    public int slots() {
        return this == LONG ? 2 : 1;
    }

    /** The type in source. */
    public String text() {
        return descriptor.displayName();
    }

    /** What arithmetic makes of it. */
    public JavaType promoted() {
        return this == LONG ? LONG : INT;
    }

    /** Whether every value of {@code other} is one of this type without a cast. */
    public boolean holds(JavaType other) {
        if (this == other) return true;
        return switch (other) {
            case BOOLEAN -> this != LONG;
            case BYTE -> this == SHORT || this == INT;
            case CHAR, SHORT -> this == INT;
            case INT, LONG -> false;
        };
    }
}
