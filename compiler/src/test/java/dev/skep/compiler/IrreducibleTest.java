package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.compiler.hook.RawTracepoint;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.junit.jupiter.api.Test;

/** Bytecode that no Java compiler writes: a jump into the middle of a loop. */
class IrreducibleTest {
    private static final String NAME = "Irreducible";

    private static byte[] classFile() {
        ClassDesc self = ClassDesc.of(NAME);
        return ClassFile.of()
                .build(
                        self,
                        made -> made.withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethod(
                                        "run",
                                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                                        ClassFile.ACC_PUBLIC,
                                        method -> method.with(RuntimeVisibleAnnotationsAttribute.of(Annotation.of(
                                                        ClassDesc.ofDescriptor(RawTracepoint.class.descriptorString()),
                                                        AnnotationElement.ofString("value", "sys_enter"))))
                                                .withCode(code -> {
                                                    Label first = code.newLabel();
                                                    Label second = code.newLabel();
                                                    code.iload(1).ifeq(second);
                                                    code.labelBinding(first).iinc(1, 1);
                                                    code.labelBinding(second).iinc(1, -3);
                                                    code.iload(1).bipush(100).if_icmplt(first);
                                                    code.iload(1).ireturn();
                                                })));
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(IrreducibleTest.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals(NAME)) throw new ClassNotFoundException(name);
            byte[] bytes = classFile();
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(classFile());
        }
    }

    @Test
    void namesTheJumpIntoALoop() throws ReflectiveOperationException {
        Object program = new Loader().loadClass(NAME).getDeclaredConstructor().newInstance();
        assertThatThrownBy(() -> Kernel.compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("control flow jumps into the middle of a loop")
                .hasMessageContaining("mend: write the loop with for or while");
    }
}
