package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;

/** Asks a blob everything that can be asked about each of its types. */
final class BtfWalk {
    private BtfWalk() {}

    /** Walks a sound blob; answers how many members, parameters and constants were seen. */
    static int sound(Btf btf) {
        int seen = 0;
        for (int id = 0; id < btf.typeCount(); id++) {
            seen += ask(btf, id);
        }
        return seen;
    }

    /** Walks a blob that may hold nonsense, which must come out as nothing but a MalformedInputException. */
    static void doubtful(Btf btf, int step) {
        for (int id = 0; id < btf.typeCount(); id += step) {
            try {
                ask(btf, id);
                BtfPrinter.toC(btf, id);
            } catch (MalformedInputException expected) {
                assertThat(expected.offset()).isNotNegative();
            }
        }
    }

    private static int ask(Btf btf, int id) {
        String name = btf.name(id);
        btf.signed(id);
        btf.isBoolean(id);
        return switch (btf.kind(id)) {
            case VOID -> name.length();
            case INT -> btf.integerBits(id) + btf.integerBitOffset(id) + btf.size(id);
            case PTR, TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> btf.target(id) + btf.resolve(id);
            case ARRAY -> (int) btf.sizeOf(id) + btf.elementType(id) + btf.elementCount(id) + btf.target(id);
            case STRUCT, UNION -> {
                btf.member(id, "no such member");
                yield (int) btf.sizeOf(id) + btf.members(id).size();
            }
            case ENUM, ENUM64 -> btf.enumerators(id).size();
            case FWD -> btf.isForwardUnion(id) ? 1 : 0;
            case FUNC, VAR -> btf.target(id) + btf.linkage(id).code();
            case FUNC_PROTO -> btf.returnType(id) + btf.parameters(id).size();
            case DATASEC -> btf.variables(id).size();
            case FLOAT -> btf.size(id);
            case DECL_TAG -> btf.target(id) + btf.component(id);
        };
    }
}
