package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

/** Writes again what was read, type by type. */
final class BtfCopy {
    private final Btf original;
    private final BtfWriter writer = new BtfWriter();

    private BtfCopy(Btf original) {
        this.original = original;
    }

    /** The same types with the same ids, read from a new blob. */
    static Btf of(Btf original) {
        BtfCopy copy = new BtfCopy(original);
        for (int id = 1; id < original.typeCount(); id++) {
            assertThat(copy.write(id)).isEqualTo(id);
        }
        return Btf.parse(copy.writer.toBytes());
    }

    private int write(int id) {
        String name = original.name(id);
        return switch (original.kind(id)) {
            case VOID -> throw new IllegalStateException("type " + id + " is void");
            case INT ->
                original.isBoolean(id)
                        ? writer.addBool(name)
                        : writer.addInt(name, original.size(id), original.signed(id));
            case PTR -> writer.addPointer(original.target(id));
            case ARRAY -> writer.addArray(original.elementType(id), original.indexType(id), original.elementCount(id));
            case STRUCT -> writer.addStruct(name, original.size(id), original.members(id));
            case UNION -> writer.addUnion(name, original.size(id), original.members(id));
            case ENUM, ENUM64 -> writer.addEnum(name, original.size(id), original.signed(id), original.enumerators(id));
            case FWD -> writer.addForward(name, original.isForwardUnion(id));
            case TYPEDEF -> writer.addTypedef(name, original.target(id));
            case VOLATILE -> writer.addVolatile(original.target(id));
            case CONST -> writer.addConst(original.target(id));
            case RESTRICT -> writer.addRestrict(original.target(id));
            case FUNC -> writer.addFunc(name, original.target(id), original.linkage(id));
            case FUNC_PROTO -> writer.addFuncProto(original.returnType(id), original.parameters(id));
            case VAR -> writer.addVar(name, original.target(id), original.linkage(id));
            case DATASEC -> writer.addDatasec(name, original.size(id), original.variables(id));
            case FLOAT -> writer.addFloat(name, original.size(id));
            case DECL_TAG -> writer.addDeclTag(name, original.target(id), original.component(id));
            case TYPE_TAG -> writer.addTypeTag(name, original.target(id));
        };
    }
}
