package dev.skep.compiler.internal.eval;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/**
 * The methods that the JDK makes for records at run time ({@link java.lang.runtime.ObjectMethods}), written out as bytecode, so that
 * they are inlined like any other. {@code hashCode} gives what the JDK's gives today: 31 times the sum so far plus the next
 * component's.
 */
final class RecordMethods {
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");

    private final Map<String, MethodCode> known = new HashMap<>();

    /** The code of {@code equals(Object)}, {@code hashCode()} or {@code toString()} as a static method that takes the record first. */
    MethodCode of(Class<?> type, String name) {
        return known.computeIfAbsent(type.getName() + "." + name, key -> make(type, name));
    }

    private static MethodCode make(Class<?> type, String name) {
        ClassDesc self = ClassDesc.ofDescriptor(type.descriptorString());
        MethodTypeDesc signature = switch (name) {
            case "equals" -> MethodTypeDesc.of(ConstantDescs.CD_boolean, self, ConstantDescs.CD_Object);
            case "hashCode" -> MethodTypeDesc.of(ConstantDescs.CD_int, self);
            default -> MethodTypeDesc.of(ConstantDescs.CD_String, self);
        };
        byte[] bytes = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .build(
                        ClassDesc.of("RecordMethods"),
                        made -> made.withVersion(ClassFile.JAVA_6_VERSION, 0)
                                .withMethodBody(name, signature, ClassFile.ACC_STATIC, code -> {
                                    switch (name) {
                                        case "equals" -> equals(code, type, self);
                                        case "hashCode" -> hashCode(code, type, self);
                                        default -> toString(code, type, self);
                                    }
                                }));
        ClassModel file = ClassFile.of().parse(bytes);
        MethodModel method = file.methods().getFirst();
        return new MethodCode(type, file, method, method.code().orElseThrow(), true);
    }

    private static void equals(CodeBuilder code, Class<?> type, ClassDesc self) {
        Label differs = code.newLabel();
        code.aload(1).instanceOf(self).ifeq(differs);
        for (RecordComponent component : type.getRecordComponents()) {
            ClassDesc part = ClassDesc.ofDescriptor(component.getType().descriptorString());
            code.aload(0).getfield(self, component.getName(), part);
            code.aload(1).checkcast(self).getfield(self, component.getName(), part);
            if (!part.isPrimitive()) {
                code.invokestatic(
                                OBJECTS,
                                "equals",
                                MethodTypeDesc.of(
                                        ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                        .ifeq(differs);
            } else if (part.equals(ConstantDescs.CD_long)) {
                code.lcmp().ifne(differs);
            } else if (part.equals(ConstantDescs.CD_float) || part.equals(ConstantDescs.CD_double)) {
                throw Stepper.floatingPoint();
            } else {
                code.if_icmpne(differs);
            }
        }
        code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
    }

    private static void hashCode(CodeBuilder code, Class<?> type, ClassDesc self) {
        code.iconst_0();
        for (RecordComponent component : type.getRecordComponents()) {
            ClassDesc part = ClassDesc.ofDescriptor(component.getType().descriptorString());
            code.bipush(31).imul().aload(0).getfield(self, component.getName(), part);
            if (part.isPrimitive()) {
                Class<?> box = java.lang.invoke.MethodType.methodType(component.getType())
                        .wrap()
                        .returnType();
                code.invokestatic(
                        ClassDesc.ofDescriptor(box.descriptorString()),
                        "hashCode",
                        MethodTypeDesc.of(ConstantDescs.CD_int, part));
            } else {
                code.invokestatic(
                        OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static void toString(CodeBuilder code, Class<?> type, ClassDesc self) {
        code.new_(BUILDER).dup().invokespecial(BUILDER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        String before = type.getSimpleName() + "[";
        for (RecordComponent component : type.getRecordComponents()) {
            ClassDesc part = ClassDesc.ofDescriptor(component.getType().descriptorString());
            append(code, before + component.getName() + "=");
            code.aload(0).getfield(self, component.getName(), part);
            boolean small = part.equals(ConstantDescs.CD_byte) || part.equals(ConstantDescs.CD_short);
            ClassDesc appended = small ? ConstantDescs.CD_int : part.isPrimitive() ? part : ConstantDescs.CD_Object;
            code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, appended));
            before = ", ";
        }
        append(code, type.getRecordComponents().length == 0 ? before + "]" : "]");
        code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String))
                .areturn();
    }

    private static void append(CodeBuilder code, String text) {
        code.loadConstant(text).invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, ConstantDescs.CD_String));
    }
}
