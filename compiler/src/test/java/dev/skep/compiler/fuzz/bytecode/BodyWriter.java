package dev.skep.compiler.fuzz.bytecode;

import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.MethodText;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;

/** Writes one method: declares everything, then the statements, then the result. Knows in which slot each variable lies. */
final class BodyWriter {
    private final CodeBuilder code;
    private final Dialect dialect;
    private final RandomMethod method;
    private final Body body;
    private final boolean main;
    private final int[] slots;
    private final Map<Integer, Integer> structs = new HashMap<>();
    private final int[] arrays;
    private final int[] pairs;
    private final ExpressionWriter expressions;
    private final StatementWriter statements;
    private int nextSlot;

    BodyWriter(
            CodeBuilder code,
            Dialect dialect,
            RandomMethod method,
            Body body,
            MethodText text,
            int firstSlot,
            boolean main) {
        this.code = code;
        this.dialect = dialect;
        this.method = method;
        this.body = body;
        this.main = main;
        nextSlot = firstSlot;
        slots = new int[body.count()];
        for (int i = 0; i < slots.length; i++) slots[i] = newSlot(body.type(i).slots());
        arrays = new int[main ? method.arrays().size() : 0];
        pairs = new int[main ? method.pairs() : 0];
        expressions = new ExpressionWriter(code, dialect, method, this);
        statements = new StatementWriter(code, dialect, this, expressions, text);
    }

    void write() {
        code.lineNumber(1);
        for (int i = body.parameters().size(); i < slots.length; i++) {
            if (body.type(i) == JavaType.LONG) code.lconst_0();
            else code.iconst_0();
            store(i);
        }
        if (main) declare();
        if (!statements.all(body.statements())) return;
        returns(body.result());
    }

    private void declare() {
        if (!method.packet()) structs.put(0, 1);
        for (int i = 1; i <= method.structs(); i++) {
            dialect.onStack(code);
            code.astore(struct(i));
        }
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = newSlot(1);
            code.loadConstant(method.arrays().get(i)).newarray(TypeKind.INT).astore(arrays[i]);
        }
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = newSlot(1);
            code.new_(Names.PAIR)
                    .dup()
                    .loadConstant(i)
                    .loadConstant((long) i)
                    .invokespecial(
                            Names.PAIR,
                            ConstantDescs.INIT_NAME,
                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_long))
                    .astore(pairs[i]);
        }
    }

    /** Returns an expression's value. */
    void returns(dev.skep.compiler.fuzz.tree.Expression value) {
        expressions.push(value, body.returns());
        code.return_(TypeKind.from(body.returns().descriptor()));
    }

    int newSlot(int size) {
        int slot = nextSlot;
        nextSlot += size;
        return slot;
    }

    /** The slot of a struct; a new one for a struct that is not known yet. */
    int struct(int index) {
        return structs.computeIfAbsent(index, i -> newSlot(1));
    }

    /** Loads a struct that must have been declared. */
    void loadStruct(int index) {
        Integer slot = structs.get(index);
        if (slot == null) throw new IllegalArgumentException("struct " + index + " is out of scope");
        code.aload(slot);
    }

    /** The struct's block is over. */
    void forget(int index) {
        structs.remove(index);
    }

    int array(int index) {
        return arrays[index];
    }

    int pair(int index) {
        return pairs[index];
    }

    JavaType type(int local) {
        return body.type(local);
    }

    int slot(int local) {
        return slots[local];
    }

    void load(int local) {
        if (type(local) == JavaType.LONG) code.lload(slots[local]);
        else code.iload(slots[local]);
    }

    void store(int local) {
        if (type(local) == JavaType.LONG) code.lstore(slots[local]);
        else code.istore(slots[local]);
    }
}
