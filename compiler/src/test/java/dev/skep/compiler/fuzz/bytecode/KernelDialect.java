package dev.skep.compiler.fuzz.bytecode;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.KeyedMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.XdpContext;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** As a user writes it: maps, {@link Memory}, {@link XdpContext}, plain division. */
final class KernelDialect implements Dialect {
    private static final ClassDesc ARRAY = ArrayMap.class.describeConstable().orElseThrow();
    private static final ClassDesc HASH = HashMap.class.describeConstable().orElseThrow();
    private static final ClassDesc KEYED = KeyedMap.class.describeConstable().orElseThrow();
    private static final ClassDesc STRUCT = Struct.class.describeConstable().orElseThrow();
    private static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();
    private static final ClassDesc PACKET = XdpContext.class.describeConstable().orElseThrow();

    @Override
    public void declare(ClassWriter writer) {
        writer.constantField("array", ARRAY);
        writer.constantField("hash", HASH);
    }

    @Override
    public void onStack(CodeBuilder code) {
        code.loadConstant(Names.CELL)
                .invokestatic(MEMORY, "onStack", MethodTypeDesc.of(STRUCT, ConstantDescs.CD_Class))
                .checkcast(Names.CELL);
    }

    @Override
    public void beginLookup(CodeBuilder code, boolean hash) {
        code.aload(0).getfield(Names.CLASS, hash ? "hash" : "array", hash ? HASH : ARRAY);
    }

    @Override
    public void lookup(CodeBuilder code, boolean hash) {
        if (hash) code.invokevirtual(HASH, "get", MethodTypeDesc.of(STRUCT, ConstantDescs.CD_Object));
        else code.invokevirtual(ARRAY, "get", MethodTypeDesc.of(STRUCT, ConstantDescs.CD_int));
        code.checkcast(Names.CELL);
    }

    @Override
    public void put(CodeBuilder code) {
        code.invokevirtual(HASH, "put", MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, STRUCT));
    }

    @Override
    public void remove(CodeBuilder code) {
        code.invokevirtual(KEYED, "remove", MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object));
    }

    @Override
    public void key(CodeBuilder code) {
        code.invokestatic(
                ConstantDescs.CD_Integer, "valueOf", MethodTypeDesc.of(ConstantDescs.CD_Integer, ConstantDescs.CD_int));
    }

    @Override
    public void beginPacket(CodeBuilder code) {
        code.aload(1);
    }

    @Override
    public void packetAt(CodeBuilder code) {
        code.loadConstant(Names.CELL)
                .invokeinterface(PACKET, "at", MethodTypeDesc.of(STRUCT, ConstantDescs.CD_int, ConstantDescs.CD_Class))
                .checkcast(Names.CELL);
    }

    @Override
    public void packetLength(CodeBuilder code) {
        code.aload(1).invokeinterface(PACKET, "length", MethodTypeDesc.of(ConstantDescs.CD_int));
    }

    @Override
    public void divide(CodeBuilder code, JavaType type, boolean remainder, boolean unsigned) {
        boolean wide = type == JavaType.LONG;
        if (unsigned) {
            code.invokestatic(
                    wide ? ConstantDescs.CD_Long : ConstantDescs.CD_Integer,
                    remainder ? "remainderUnsigned" : "divideUnsigned",
                    MethodTypeDesc.of(type.descriptor(), type.descriptor(), type.descriptor()));
        } else if (remainder) {
            if (wide) code.lrem();
            else code.irem();
        } else {
            if (wide) code.ldiv();
            else code.idiv();
        }
    }
}
