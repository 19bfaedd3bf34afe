package dev.skep.compiler.fuzz.tree;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * The trees that are one step smaller than a tree: with statements left out, a block in the place of what surrounds it, an expression
 * replaced by a part of it or by a small number. Goes through records by reflection, so that it knows every kind of node.
 */
public final class SmallerTrees {
    private SmallerTrees() {}

    /** All smaller bodies, the most promising first. */
    public static List<Body> of(Body body) {
        return nodes(body).stream().map(node -> (Body) node).toList();
    }

    private static List<Node> nodes(Node node) {
        List<Node> smaller = new ArrayList<>();
        if (node instanceof Expression e) smaller.addAll(expressions(e));
        Object[] parts = parts(node);
        for (int i = 0; i < parts.length; i++) {
            for (Object part : smaller(parts[i])) {
                Object[] changed = parts.clone();
                changed[i] = part;
                smaller.add(with(node, changed));
            }
        }
        return smaller;
    }

    private static List<?> smaller(Object part) {
        if (part instanceof Node node) return nodes(node);
        if (part instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Node) return lists(list);
        return List.of();
    }

    private static List<Expression> expressions(Expression e) {
        if (e instanceof Expression.Literal literal) {
            return literal.value() == 0 || literal.value() == 1
                    ? List.of()
                    : List.of(
                            new Expression.Literal(literal.type(), 0),
                            new Expression.Literal(literal.type(), 1),
                            new Expression.Literal(literal.type(), literal.value() / 2));
        }
        List<Expression> smaller = new ArrayList<>();
        smaller.add(new Expression.Literal(e.type(), 0));
        smaller.add(new Expression.Literal(e.type(), 1));
        for (Object part : parts(e)) {
            if (part instanceof Expression child) smaller.add(child);
            if (part instanceof List<?> list) {
                for (Object each : list) if (each instanceof Expression child) smaller.add(child);
            }
        }
        return smaller;
    }

    private static List<List<?>> lists(List<?> list) {
        List<List<?>> smaller = new ArrayList<>();
        boolean fixed = list.getFirst() instanceof Expression;
        for (int length = list.size(); length >= 1 && !fixed; length /= 2) {
            for (int from = 0; from + length <= list.size(); from += length) {
                List<Object> rest = new ArrayList<>(list.subList(0, from));
                rest.addAll(list.subList(from + length, list.size()));
                smaller.add(List.copyOf(rest));
            }
        }
        for (int i = 0; i < list.size(); i++) {
            for (List<?> block : blocks(list.get(i))) smaller.add(replaced(list, i, block));
            for (Object each : smaller(list.get(i))) smaller.add(replaced(list, i, List.of(each)));
        }
        return smaller;
    }

    /** The blocks inside of a statement, each of which may take its place. */
    private static List<List<?>> blocks(Object statement) {
        List<List<?>> blocks = new ArrayList<>();
        if (!(statement instanceof Statement node)) return blocks;
        for (Object part : parts(node)) {
            if (!(part instanceof List<?> list)) continue;
            if (!list.isEmpty() && list.getFirst() instanceof Statement) blocks.add(list);
            for (Object each : list) if (each instanceof Branch branch) blocks.add(branch.body());
        }
        return blocks;
    }

    private static List<?> replaced(List<?> list, int index, List<?> by) {
        List<Object> changed = new ArrayList<>(list.subList(0, index));
        changed.addAll(by);
        changed.addAll(list.subList(index + 1, list.size()));
        return List.copyOf(changed);
    }

    private static Object[] parts(Node node) {
        RecordComponent[] components = node.getClass().getRecordComponents();
        Object[] parts = new Object[components.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = components[i].getAccessor().invoke(node);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return parts;
    }

    private static Node with(Node node, Object[] parts) {
        Constructor<?> constructor = node.getClass().getDeclaredConstructors()[0];
        try {
            return (Node) constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
