package dev.skep.compiler.fuzz.tree;

import static dev.skep.compiler.fuzz.tree.ExpressionText.as;
import static dev.skep.compiler.fuzz.tree.ExpressionText.local;
import static dev.skep.compiler.fuzz.tree.ExpressionText.masked;
import static dev.skep.compiler.fuzz.tree.ExpressionText.struct;

import java.util.IdentityHashMap;
import java.util.List;

/** A generated method as Java text, and on which line of it each statement stands. */
public final class MethodText {
    private final RandomMethod method;
    private final StringBuilder text = new StringBuilder();
    private final IdentityHashMap<Statement, Integer> lines = new IdentityHashMap<>();
    private int line;
    private int depth;

    private MethodText(RandomMethod method) {
        this.method = method;
    }

    /** The text of a method and of what it calls. */
    public static MethodText of(RandomMethod method) {
        MethodText text = new MethodText(method);
        text.main();
        for (int i = 0; i < method.others().size(); i++) {
            Body body = method.others().get(i);
            text.body("static " + body.returns().text() + " method" + i, body);
        }
        return text;
    }

    /** The line of a statement of the method, from 1. */
    public int line(Statement statement) {
        return lines.getOrDefault(statement, 1);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void add(String content) {
        line++;
        text.append("%3d  ".formatted(line))
                .append("    ".repeat(depth))
                .append(content)
                .append('\n');
    }

    private void main() {
        add("@" + (method.packet() ? "Xdp int run(XdpContext packet) {" : "Syscall int run(Context context) {"));
        depth++;
        for (int i = 1; i <= method.structs(); i++) add("Cell " + struct(i) + " = Memory.onStack(Cell.class);");
        for (int i = 0; i < method.arrays().size(); i++) {
            add("int[] array" + i + " = new int[" + method.arrays().get(i) + "];");
        }
        for (int i = 0; i < method.pairs(); i++) add("Pair pair" + i + " = new Pair(" + i + ", " + i + "L);");
        depth--;
        content(method.body());
    }

    private void body(String head, Body body) {
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < body.parameters().size(); i++) {
            parameters
                    .append(i == 0 ? "" : ", ")
                    .append(body.type(i).text())
                    .append(' ')
                    .append(local(i));
        }
        add(head + "(" + parameters + ") {");
        content(body);
    }

    private void content(Body body) {
        depth++;
        for (int i = body.parameters().size(); i < body.count(); i++) {
            add(body.type(i).text() + " " + local(i) + " = " + (body.type(i) == JavaType.BOOLEAN ? "false" : "0")
                    + ";");
        }
        all(body.statements(), body);
        add("return " + as(body.result(), body.returns()) + ";");
        depth--;
        add("}");
    }

    private void all(List<Statement> statements, Body body) {
        for (Statement statement : statements) {
            lines.put(statement, line + 1);
            one(statement, body);
        }
    }

    private void block(List<Statement> statements, Body body) {
        depth++;
        all(statements, body);
        depth--;
    }

    private void one(Statement statement, Body body) {
        switch (statement) {
            case Statement.Assign s -> add(local(s.local()) + " = " + as(s.value(), body.type(s.local())) + ";");
            case Statement.Increment s -> add(local(s.local()) + " += " + s.amount() + ";");
            case Statement.SetField s ->
                add(struct(s.struct()) + "." + s.field().method() + "("
                        + as(s.value(), s.field().type()) + ");");
            case Statement.SetBytes s ->
                add(struct(s.struct()) + ".bytes().u" + s.width() * 8 + "(" + masked(s.offset(), 3) + ", "
                        + as(s.value(), s.width() == 8 ? JavaType.LONG : JavaType.INT) + ");");
            case Statement.SetRow s ->
                add(struct(s.struct()) + ".row(" + masked(s.index(), 3) + ", " + as(s.value(), JavaType.SHORT) + ");");
            case Statement.SetData s -> add(s.type().text() + "Data = " + as(s.value(), s.type()) + ";");
            case Statement.SetElement s ->
                add("array" + s.array() + "[" + s.index() + "] = " + as(s.value(), JavaType.INT) + ";");
            case Statement.SumArray s ->
                add("for (int x : array" + s.array() + ") " + local(s.local()) + " = " + local(s.local())
                        + " * 31 + x;");
            case Statement.SetPair s ->
                add("pair" + s.pair() + " = new Pair(" + as(s.left(), JavaType.INT) + ", "
                        + as(s.right(), JavaType.LONG) + ");");
            case Statement.AddPair s -> add("pair" + s.pair() + " = pair" + s.pair() + ".plus(pair" + s.other() + ");");
            case Statement.SwapPair s -> add("pair" + s.pair() + " = pair" + s.pair() + ".swapped();");
            case Statement.If s -> {
                add("if (" + as(s.condition(), JavaType.BOOLEAN) + ") {");
                block(s.then(), body);
                otherwise(s.otherwise(), body);
            }
            case Statement.Switch s -> select(s, body);
            case Statement.Loop s -> loop(s, body);
            case Statement.Leave s ->
                add("if (" + as(s.condition(), JavaType.BOOLEAN) + ") " + (s.goOn() ? "continue" : "break") + " loop"
                        + s.label() + ";");
            case Statement.Lookup s -> {
                add("Cell " + struct(s.struct()) + " = " + (s.hash() ? "hash" : "array") + ".get("
                        + as(s.key(), JavaType.INT) + ");");
                add("if (" + struct(s.struct()) + " != null) {");
                block(s.found(), body);
                otherwise(s.missing(), body);
            }
            case Statement.Put s ->
                add(local(s.local()) + " = hash.put(" + as(s.key(), JavaType.INT) + ", " + struct(s.struct()) + ");");
            case Statement.Remove s -> add(local(s.local()) + " = hash.remove(" + as(s.key(), JavaType.INT) + ");");
            case Statement.PacketAt s -> {
                add("Cell " + struct(s.struct()) + " = packet.at(" + masked(s.offset(), s.mask()) + ", Cell.class);");
                add("if (" + struct(s.struct()) + " != null) {");
                block(s.found(), body);
                otherwise(s.cut(), body);
            }
            case Statement.Return s -> add("return " + as(s.value(), body.returns()) + ";");
        }
    }

    private void otherwise(List<Statement> statements, Body body) {
        if (!statements.isEmpty()) {
            add("} else {");
            block(statements, body);
        }
        add("}");
    }

    private void select(Statement.Switch s, Body body) {
        add("switch (" + as(s.selector(), JavaType.INT) + ") {");
        depth++;
        for (Branch branch : s.branches()) {
            add("case " + branch.value() + ":");
            block(branch.body(), body);
            if (!branch.fallsThrough()) add("    break;");
        }
        add("default:");
        block(s.otherwise(), body);
        depth--;
        add("}");
    }

    private void loop(Statement.Loop s, Body body) {
        String counter = local(s.counter());
        String bound = s.mask() == 0 ? as(s.bound(), JavaType.INT) : "(" + masked(s.bound(), s.mask()) + ")";
        if (s.hoisted()) {
            add("int bound" + s.label() + " = " + bound + ";");
            bound = "bound" + s.label();
        }
        String test = counter + " < " + bound;
        String label = "loop" + s.label() + ": ";
        switch (s.form()) {
            case FOR -> add(label + "for (" + counter + " = 0; " + test + "; " + counter + "++) {");
            case WHILE -> add(counter + " = 0; " + label + "while (" + test + ") { " + counter + "++;");
            case DO -> add(counter + " = 0; " + label + "do {");
        }
        block(s.body(), body);
        add(s.form() == Statement.LoopForm.DO ? "} while (++" + counter + " < " + bound + ");" : "}");
    }
}
