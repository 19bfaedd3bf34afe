package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.hook.Syscall;
import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.constant.ModuleDesc;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in modules of others, made as class files because this test has no module of its own. */
class ClosedModuleTest {
    private static final ClassDesc PROGRAM = ClassDesc.of("app.Program");
    private static final ClassDesc MAP = ClassDesc.of("dev.skep.bpf.map.HashMap");

    @TempDir
    private Path folder;

    /** {@code public class Program { public int number; HashMap map; @Syscall public int run() { return number; } } }. */
    private Object programInModule(boolean open, ClassDesc fieldType) throws IOException, ReflectiveOperationException {
        Files.write(
                folder.resolve("module-info.class"),
                ClassFile.of().buildModule(ModuleAttribute.of(ModuleDesc.of("app"), module -> {
                    module.requires(ModuleDesc.of("java.base"), 0, null);
                    module.exports(java.lang.constant.PackageDesc.of("app"), 0);
                })));
        Files.createDirectories(folder.resolve("app"));
        byte[] program = ClassFile.of()
                .build(
                        PROGRAM,
                        type -> type.withFlags(ClassFile.ACC_PUBLIC)
                                .withField("number", fieldType, ClassFile.ACC_PRIVATE)
                                .withMethodBody(
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
                                        MethodTypeDesc.of(ConstantDescs.CD_int),
                                        ClassFile.ACC_PUBLIC,
                                        method -> method.with(RuntimeVisibleAnnotationsAttribute.of(Annotation.of(
                                                        ClassDesc.ofDescriptor(Syscall.class.descriptorString()))))
                                                .withCode(code -> {
                                                    if (fieldType.isPrimitive())
                                                        code.aload(0).getfield(PROGRAM, "number", fieldType);
                                                    else code.iconst_1();
                                                    code.ireturn();
                                                })));
        Files.write(folder.resolve("app/Program.class"), program);
        var parent = ModuleLayer.boot();
        Configuration configuration =
                parent.configuration().resolve(ModuleFinder.of(folder), ModuleFinder.of(), Set.of("app"));
        var controller =
                ModuleLayer.defineModulesWithOneLoader(configuration, List.of(parent), Syscall.class.getClassLoader());
        Module app = controller.layer().findModule("app").orElseThrow();
        controller.addReads(app, Syscall.class.getModule());
        if (open) controller.addOpens(app, "app", Syscall.class.getModule());
        return app.getClassLoader().loadClass("app.Program").getConstructor().newInstance();
    }

    @Test
    void compilesProgramsInOpenPackages() throws Exception {
        Object program = programInModule(true, ConstantDescs.CD_int);
        assertThat(Kernel.compile(program)).hasSize(1);
    }

    @Test
    void namesTheLineThatIsMissingWhenAFieldCannotBeRead() throws Exception {
        Object program = programInModule(false, ConstantDescs.CD_int);
        assertThatThrownBy(() -> Kernel.compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("field app.Program.number cannot be read")
                .hasMessageContaining("opens app to dev.skep.compiler;");
    }

    @Test
    void namesTheLineThatIsMissingWhenAMapCannotBeRead() throws Exception {
        Object program = programInModule(false, MAP);
        assertThatThrownBy(() -> Kernel.compile(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("opens app to dev.skep.compiler;");
    }
}
