package dev.skep.compiler.fuzz.tree;

import java.util.List;
import java.util.stream.Collectors;

/** Expressions as Java text. Conversions that the method makes by itself are left out where Java would make them, too. */
final class ExpressionText {
    private ExpressionText() {}

    static String of(Expression e) {
        return switch (e) {
            case Expression.Literal literal -> literal(literal);
            case Expression.Local local -> local(local.index());
            case Expression.Field field ->
                struct(field.struct()) + "." + field.field().method() + "()";
            case Expression.Bytes bytes ->
                struct(bytes.struct()) + ".bytes().u" + bytes.width() * 8 + "(" + masked(bytes.offset(), 3) + ")";
            case Expression.Row row -> struct(row.struct()) + ".row(" + masked(row.index(), 3) + ")";
            case Expression.Data data -> data.type().text() + "Data";
            case Expression.Element element -> "array" + element.array() + "[" + element.index() + "]";
            case Expression.PairPart part -> "pair" + part.pair() + (part.left() ? ".left()" : ".right()");
            case Expression.Binary b -> {
                JavaType right = b.operator().shift() ? JavaType.INT : b.type();
                yield "(" + as(b.left(), b.type()) + " " + b.operator().text() + " " + as(b.right(), right) + ")";
            }
            case Expression.Negation n -> "(-" + as(n.operand(), n.type()) + ")";
            case Expression.Cast cast -> "(" + cast.type().text() + ") " + of(cast.operand());
            case Expression.Comparison c ->
                "(" + as(c.left(), c.operands().promoted()) + " " + c.relation().text() + " "
                        + as(c.right(), c.operands().promoted()) + ")";
            case Expression.ShortCircuit s ->
                "(" + as(s.left(), JavaType.BOOLEAN) + (s.and() ? " && " : " || ") + as(s.right(), JavaType.BOOLEAN)
                        + ")";
            case Expression.Not n -> "!" + as(n.operand(), JavaType.BOOLEAN);
            case Expression.Conditional c ->
                "(" + as(c.condition(), JavaType.BOOLEAN) + " ? " + as(c.left(), c.type()) + " : "
                        + as(c.right(), c.type()) + ")";
            case Expression.Standard s ->
                s.method().owner().getSimpleName() + "." + s.method().method()
                        + arguments(s.arguments(), s.method().parameters());
            case Expression.Call call -> "method" + call.method() + list(call.arguments());
            case Expression.Operation o -> "operation" + o.operation() + arguments(List.of(o.left(), o.right()), LONGS);
            case Expression.Lambda l -> lambda(l);
            case Expression.PacketLength length -> "packet.length()";
        };
    }

    private static final List<JavaType> LONGS = List.of(JavaType.LONG, JavaType.LONG);

    private static String lambda(Expression.Lambda l) {
        String made = "(x, y) -> method" + l.method() + "(" + as(l.captured(), JavaType.LONG) + ", x, y)";
        String operands = as(l.left(), JavaType.LONG) + ", " + as(l.right(), JavaType.LONG);
        return l.twice()
                ? "LongOperation.twice(" + made + ", " + operands + ")"
                : "((LongOperation) " + made + ").apply(" + operands + ")";
    }

    /** With a cast where one is needed. */
    static String as(Expression e, JavaType wanted) {
        String text = of(e);
        if (wanted == e.type() || (wanted == JavaType.LONG && e.type() != JavaType.BOOLEAN)) return text;
        if (e.type() == JavaType.BOOLEAN) return "(" + text + " ? 1 : 0)";
        if (wanted == JavaType.BOOLEAN) return "(" + text + " != 0)";
        return wanted.holds(e.type()) ? text : "(" + wanted.text() + ") " + text;
    }

    private static String arguments(List<Expression> arguments, List<JavaType> types) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < arguments.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(as(arguments.get(i), types.get(i)));
        }
        return text.append(')').toString();
    }

    private static String list(List<Expression> arguments) {
        return arguments.stream().map(ExpressionText::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(Expression.Literal e) {
        return switch (e.type()) {
            case BOOLEAN -> e.value() == 0 ? "false" : "true";
            case LONG -> e.value() + "L";
            case BYTE, CHAR, SHORT, INT -> Integer.toString((int) e.value());
        };
    }

    static String masked(Expression e, int mask) {
        if (e instanceof Expression.Literal literal) return Integer.toString((int) literal.value() & mask);
        return as(e, JavaType.INT) + " & " + mask;
    }

    static String local(int index) {
        return "v" + index;
    }

    static String struct(int index) {
        return index == 0 ? "context" : "cell" + index;
    }
}
