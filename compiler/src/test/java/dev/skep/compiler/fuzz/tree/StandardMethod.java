package dev.skep.compiler.fuzz.tree;

import static dev.skep.compiler.fuzz.tree.JavaType.BYTE;
import static dev.skep.compiler.fuzz.tree.JavaType.CHAR;
import static dev.skep.compiler.fuzz.tree.JavaType.INT;
import static dev.skep.compiler.fuzz.tree.JavaType.LONG;
import static dev.skep.compiler.fuzz.tree.JavaType.SHORT;

import java.util.List;

/** Static methods of the JDK that run in the kernel. */
public enum StandardMethod {
    INT_MAX(Math.class, "max", INT, INT, INT),
    INT_MIN(Math.class, "min", INT, INT, INT),
    INT_ABS(Math.class, "abs", INT, INT),
    LONG_MAX(Math.class, "max", LONG, LONG, LONG),
    LONG_MIN(Math.class, "min", LONG, LONG, LONG),
    LONG_ABS(Math.class, "abs", LONG, LONG),
    INT_COMPARE(Integer.class, "compare", INT, INT, INT),
    INT_COMPARE_UNSIGNED(Integer.class, "compareUnsigned", INT, INT, INT),
    LONG_COMPARE(Long.class, "compare", INT, LONG, LONG),
    LONG_COMPARE_UNSIGNED(Long.class, "compareUnsigned", INT, LONG, LONG),
    INT_SUM(Integer.class, "sum", INT, INT, INT),
    INT_TO_UNSIGNED(Integer.class, "toUnsignedLong", LONG, INT),
    SHORT_TO_UNSIGNED(Short.class, "toUnsignedInt", INT, SHORT),
    BYTE_TO_UNSIGNED(Byte.class, "toUnsignedInt", INT, BYTE),
    INT_REVERSE(Integer.class, "reverseBytes", INT, INT),
    LONG_REVERSE(Long.class, "reverseBytes", LONG, LONG),
    SHORT_REVERSE(Short.class, "reverseBytes", SHORT, SHORT),
    CHAR_REVERSE(Character.class, "reverseBytes", CHAR, CHAR),
    INT_DIVIDE_UNSIGNED(Integer.class, "divideUnsigned", INT, INT, INT),
    LONG_DIVIDE_UNSIGNED(Long.class, "divideUnsigned", LONG, LONG, LONG),
    INT_REMAINDER_UNSIGNED(Integer.class, "remainderUnsigned", INT, INT, INT),
    LONG_REMAINDER_UNSIGNED(Long.class, "remainderUnsigned", LONG, LONG, LONG);

    private final Class<?> owner;
    private final String method;
    private final JavaType returns;

    @SuppressWarnings("ImmutableEnumChecker") // copied, and never changed
    private final List<JavaType> parameters;

    StandardMethod(Class<?> owner, String method, JavaType returns, JavaType... parameters) {
        this.owner = owner;
        this.method = method;
        this.returns = returns;
        this.parameters = List.of(parameters);
    }

    /** The class that has it. */
    public Class<?> owner() {
        return owner;
    }

    /** Its name. */
    public String method() {
        return method;
    }

    /** The result's type. */
    public JavaType returns() {
        return returns;
    }

    /** The types of its parameters. */
    public List<JavaType> parameters() {
        return parameters;
    }

    /** Whether it divides, which on the JVM throws for zero. */
    public boolean divides() {
        return compareTo(INT_DIVIDE_UNSIGNED) >= 0;
    }
}
