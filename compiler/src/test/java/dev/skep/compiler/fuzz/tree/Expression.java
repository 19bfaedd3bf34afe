package dev.skep.compiler.fuzz.tree;

import java.util.List;

/** What has a value. Wherever an expression stands its value is converted to the type that is wanted there. */
public sealed interface Expression extends Node {
    /** The type of the value. */
    JavaType type();

    /** A number. */
    record Literal(JavaType type, long value) implements Expression {}

    /** A local variable. */
    record Local(JavaType type, int index) implements Expression {}

    /** A field of a struct in memory; struct 0 is the context. */
    record Field(int struct, CellField field) implements Expression {
        @Override
        public JavaType type() {
            return field.type();
        }
    }

    /** A number in the bytes of a struct; the offset is masked. */
    record Bytes(int struct, int width, Expression offset) implements Expression {
        @Override
        public JavaType type() {
            return width == 8 ? JavaType.LONG : JavaType.INT;
        }
    }

    /** An element of a struct's row; the index is masked. */
    record Row(int struct, Expression index) implements Expression {
        @Override
        public JavaType type() {
            return JavaType.SHORT;
        }
    }

    /** A field of the program that is not final; there is one of each type. */
    record Data(JavaType type) implements Expression {}

    /** An element of an array made in the method. */
    record Element(int array, int index) implements Expression {
        @Override
        public JavaType type() {
            return JavaType.INT;
        }
    }

    /** A component of a record. */
    record PairPart(int pair, boolean left) implements Expression {
        @Override
        public JavaType type() {
            return left ? JavaType.INT : JavaType.LONG;
        }
    }

    /** Arithmetic in 32 or 64 bits. */
    record Binary(Operator operator, JavaType type, Expression left, Expression right) implements Expression {}

    /** Minus. */
    record Negation(JavaType type, Expression operand) implements Expression {}

    /** A cast. */
    record Cast(JavaType type, Expression operand) implements Expression {}

    /** A comparison of numbers of this type. */
    record Comparison(Relation relation, JavaType operands, Expression left, Expression right) implements Expression {
        @Override
        public JavaType type() {
            return JavaType.BOOLEAN;
        }
    }

    /** {@code &&} or {@code ||}. */
    record ShortCircuit(boolean and, Expression left, Expression right) implements Expression {
        @Override
        public JavaType type() {
            return JavaType.BOOLEAN;
        }
    }

    /** {@code !}. */
    record Not(Expression operand) implements Expression {
        @Override
        public JavaType type() {
            return JavaType.BOOLEAN;
        }
    }

    /** {@code condition ? left : right}. */
    record Conditional(JavaType type, Expression condition, Expression left, Expression right) implements Expression {}

    /** A call of a method of the JDK. */
    record Standard(StandardMethod method, List<Expression> arguments) implements Expression {
        @Override
        public JavaType type() {
            return method.returns();
        }
    }

    /** A call of another generated method. */
    record Call(JavaType type, int method, List<Expression> arguments) implements Expression {}

    /** A call by an interface on an object that is known when the program is loaded. */
    record Operation(int operation, Expression left, Expression right) implements Expression {
        @Override
        public JavaType type() {
            return JavaType.LONG;
        }
    }

    /** A lambda that is made and called; its body is another generated method with three parameters. */
    record Lambda(int method, boolean twice, Expression captured, Expression left, Expression right)
            implements Expression {
        @Override
        public JavaType type() {
            return JavaType.LONG;
        }
    }

    /** The packet's length. */
    record PacketLength() implements Expression {
        @Override
        public JavaType type() {
            return JavaType.INT;
        }
    }
}
