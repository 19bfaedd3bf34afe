package dev.skep.bpf.btf;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Types as C declarations, for dumps and messages.
 *
 * <p>A structure is printed with the byte offsets of its members; anonymous members are printed in place, all other
 * types by name. The text is for people, not for a compiler.
 */
public final class BtfPrinter {
    private static final int MAX_DEPTH = 32;
    /** A blob may nest prototypes so that their text would fill every disk. */
    private static final int MAX_PARTS = 1 << 13;

    private final Btf btf;
    private int parts;

    private BtfPrinter(Btf btf) {
        this.btf = btf;
    }

    /** The declaration of a type: of a structure or enumeration its body, of a function its prototype. */
    public static String toC(Btf btf, int id) {
        return new BtfPrinter(btf).statement(id);
    }

    private String statement(int id) {
        return switch (btf.kind(id)) {
            case STRUCT, UNION -> body(id, "", 0, 0) + ";";
            case ENUM, ENUM64 -> constants(id) + ";";
            case FUNC, VAR -> declare(btf.target(id), btf.name(id), 0) + ";";
            case TYPEDEF -> "typedef " + declare(btf.target(id), btf.name(id), 0) + ";";
            case DATASEC ->
                btf.variables(id).stream()
                        .map(variable -> statement(variable.typeId()) + " // " + variable.offset() + "\n")
                        .collect(Collectors.joining("", btf.name(id) + ":\n", ""));
            case VOID, INT, PTR, ARRAY, FWD, VOLATILE, CONST, RESTRICT, FUNC_PROTO, FLOAT, DECL_TAG, TYPE_TAG ->
                declare(id, "", 0) + ";";
        };
    }

    private String body(int id, String indent, int base, int depth) {
        StringBuilder text = new StringBuilder(head(id)).append(" {\n");
        for (BtfMember member : btf.members(id)) {
            if (++parts > MAX_PARTS) {
                break;
            }
            int offset = base + member.byteOffset();
            String inner = indent + "    ";
            text.append(inner);
            if (member.name().isEmpty() && btf.isComposite(member.typeId()) && depth < MAX_DEPTH && parts < MAX_PARTS) {
                text.append(body(member.typeId(), inner, offset, depth + 1));
            } else {
                text.append(declare(member.typeId(), member.name(), 0));
            }
            if (member.bitFieldSize() > 0) {
                text.append(" : ").append(member.bitFieldSize());
            }
            text.append("; // ").append(offset).append('\n');
        }
        return text.append(indent).append('}').toString();
    }

    private String constants(int id) {
        StringBuilder text = new StringBuilder(head(id)).append(" {\n");
        for (BtfEnumerator constant : btf.enumerators(id)) {
            text.append("    ")
                    .append(constant.name())
                    .append(" = ")
                    .append(constant.value())
                    .append(",\n");
        }
        return text.append('}').toString();
    }

    private String head(int id) {
        String word = switch (btf.kind(id)) {
            case STRUCT -> "struct";
            case UNION -> "union";
            case ENUM, ENUM64 -> "enum";
            case FWD -> btf.isForwardUnion(id) ? "union" : "struct";
            default -> "";
        };
        String name = btf.name(id);
        return word.isEmpty() ? name : name.isEmpty() ? word : word + " " + name;
    }

    /** A declaration of {@code inner}, built from the inside outwards as C's syntax is. */
    private String declare(int id, String inner, int depth) {
        if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
            return "... " + inner;
        }
        int next = depth + 1;
        return switch (btf.kind(id)) {
            case PTR ->
                declare(btf.target(id), needsParentheses(btf.target(id)) ? "(*" + inner + ")" : "*" + inner, next);
            case ARRAY -> declare(btf.elementType(id), inner + "[" + btf.elementCount(id) + "]", next);
            case CONST -> declare(btf.target(id), qualified("const", inner), next);
            case VOLATILE -> declare(btf.target(id), qualified("volatile", inner), next);
            case RESTRICT -> declare(btf.target(id), qualified("restrict", inner), next);
            case TYPE_TAG, DECL_TAG -> declare(btf.target(id), inner, next);
            case FUNC -> declare(btf.target(id), inner, next);
            case FUNC_PROTO -> declare(btf.returnType(id), inner + "(" + parameters(id, next) + ")", next);
            case VOID, INT, STRUCT, UNION, ENUM, ENUM64, FWD, TYPEDEF, FLOAT, VAR, DATASEC ->
                inner.isEmpty() ? head(id) : head(id) + " " + inner;
        };
    }

    private String parameters(int prototype, int depth) {
        List<BtfParameter> parameters = btf.parameters(prototype);
        if (parameters.isEmpty()) {
            return "void";
        }
        return parameters.stream()
                .map(parameter ->
                        parameter.typeId() == 0 ? "..." : declare(parameter.typeId(), parameter.name(), depth))
                .collect(Collectors.joining(", "));
    }

    private boolean needsParentheses(int id) {
        BtfKind kind = btf.kind(id);
        return kind == BtfKind.ARRAY || kind == BtfKind.FUNC_PROTO;
    }

    private String qualified(String word, String inner) {
        return inner.isEmpty() ? word : word + " " + inner;
    }
}
