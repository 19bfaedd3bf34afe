package dev.skep.compiler.fuzz.bytecode;

import dev.skep.compiler.fuzz.library.Context;
import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.MethodText;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the class of a generated method: a field of each type, the known operations, what the dialect needs, the method and those that
 * it calls. Line numbers are those of {@link MethodText}.
 */
public final class ClassWriter {
    /** How many operations a generated class has. */
    public static final int OPERATIONS = 3;

    private record ConstantField(String name, ClassDesc type) {}

    private final RandomMethod method;
    private final Dialect dialect;
    private final MethodText text;
    private final List<ConstantField> constants = new ArrayList<>();

    private ClassWriter(RandomMethod method, Dialect dialect) {
        this.method = method;
        this.dialect = dialect;
        this.text = MethodText.of(method);
        for (int i = 0; i < OPERATIONS; i++) constantField(Names.operation(i), Names.OPERATION);
        dialect.declare(this);
    }

    /** The class for the compiler. Its constructor takes the operations, an array map and a hash map. */
    public static byte[] forKernel(RandomMethod method) {
        return new ClassWriter(method, new KernelDialect()).write();
    }

    /** The class for the JVM. Its constructor takes the operations and a world. */
    public static byte[] forJvm(RandomMethod method) {
        return new ClassWriter(method, new JvmDialect()).write();
    }

    /** A final field that the constructor fills. */
    void constantField(String name, ClassDesc type) {
        constants.add(new ConstantField(name, type));
    }

    private byte[] write() {
        return ClassFile.of().build(Names.CLASS, builder -> {
            builder.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL, AccessFlag.SUPER)
                    .with(SourceFileAttribute.of("Generated.java"));
            for (JavaType type : JavaType.values()) {
                builder.withField(Names.data(type), type.descriptor(), ClassFile.ACC_PUBLIC);
            }
            for (ConstantField field : constants) {
                builder.withField(field.name(), field.type(), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            }
            constructor(builder);
            run(builder);
            for (int i = 0; i < method.others().size(); i++) other(builder, i);
        });
    }

    private void constructor(ClassBuilder builder) {
        List<ClassDesc> types = constants.stream().map(ConstantField::type).toList();
        builder.withMethodBody(
                ConstantDescs.INIT_NAME,
                MethodTypeDesc.of(ConstantDescs.CD_void, types),
                ClassFile.ACC_PUBLIC,
                code -> {
                    code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
                    for (int i = 0; i < constants.size(); i++) {
                        code.aload(0)
                                .aload(i + 1)
                                .putfield(
                                        Names.CLASS,
                                        constants.get(i).name(),
                                        constants.get(i).type());
                    }
                    code.return_();
                });
    }

    private void run(ClassBuilder builder) {
        Class<?> parameter = method.packet() ? XdpContext.class : Context.class;
        Class<?> hook = method.packet() ? Xdp.class : Syscall.class;
        MethodTypeDesc type = MethodTypeDesc.of(
                ConstantDescs.CD_int, parameter.describeConstable().orElseThrow());
        builder.withMethod(Names.RUN, type, ClassFile.ACC_PUBLIC, m -> {
            m.with(RuntimeVisibleAnnotationsAttribute.of(
                    Annotation.of(hook.describeConstable().orElseThrow())));
            m.withCode(code -> body(code, method.body(), 2, true));
        });
    }

    private void other(ClassBuilder builder, int index) {
        Body body = method.others().get(index);
        builder.withMethodBody(
                Names.other(index),
                Names.type(body),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                code -> body(code, body, 0, false));
    }

    private void body(CodeBuilder code, Body body, int firstSlot, boolean main) {
        new BodyWriter(code, dialect, method, body, text, firstSlot, main).write();
    }
}
