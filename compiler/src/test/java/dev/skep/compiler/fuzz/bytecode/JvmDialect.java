package dev.skep.compiler.fuzz.bytecode;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.fuzz.tree.JavaType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** All that exists only in the kernel goes to {@link dev.skep.compiler.fuzz.library.World}. */
final class JvmDialect implements Dialect {
    private static final ClassDesc STRUCT = Struct.class.describeConstable().orElseThrow();

    @Override
    public void declare(ClassWriter writer) {
        writer.constantField("world", Names.WORLD);
    }

    private static void world(CodeBuilder code) {
        code.aload(0).getfield(Names.CLASS, "world", Names.WORLD);
    }

    @Override
    public void onStack(CodeBuilder code) {
        world(code);
        code.invokevirtual(Names.WORLD, "onStack", MethodTypeDesc.of(Names.CELL));
    }

    @Override
    public void beginLookup(CodeBuilder code, boolean hash) {
        world(code);
    }

    @Override
    public void lookup(CodeBuilder code, boolean hash) {
        code.invokevirtual(
                Names.WORLD, hash ? "hashGet" : "arrayGet", MethodTypeDesc.of(Names.CELL, ConstantDescs.CD_int));
    }

    @Override
    public void put(CodeBuilder code) {
        code.invokevirtual(
                Names.WORLD, "hashPut", MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int, STRUCT));
    }

    @Override
    public void remove(CodeBuilder code) {
        code.invokevirtual(
                Names.WORLD, "hashRemove", MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int));
    }

    @Override
    public void key(CodeBuilder code) {}

    @Override
    public void beginPacket(CodeBuilder code) {
        world(code);
    }

    @Override
    public void packetAt(CodeBuilder code) {
        code.invokevirtual(Names.WORLD, "packetAt", MethodTypeDesc.of(Names.CELL, ConstantDescs.CD_int));
    }

    @Override
    public void packetLength(CodeBuilder code) {
        world(code);
        code.invokevirtual(Names.WORLD, "packetLength", MethodTypeDesc.of(ConstantDescs.CD_int));
    }

    @Override
    public void divide(CodeBuilder code, JavaType type, boolean remainder, boolean unsigned) {
        String name = (remainder ? "remainder" : "divide") + (unsigned ? "Unsigned" : "");
        code.invokestatic(
                Names.WORLD, name, MethodTypeDesc.of(type.descriptor(), type.descriptor(), type.descriptor()));
    }
}
