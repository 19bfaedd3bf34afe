package dev.skep.bpf.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Structs in modules of others, made as class files because this test has no module of its own. */
class FlyweightModuleTest {

    @TempDir
    private Path folder;

    private Class<? extends Struct> structInModule(boolean open) throws IOException, ClassNotFoundException {
        Path moduleInfo = folder.resolve("module-info.class");
        Files.write(
                moduleInfo,
                ClassFile.of()
                        .buildModule(ModuleAttribute.of(
                                java.lang.constant.ModuleDesc.of("app"),
                                module -> module.requires(java.lang.constant.ModuleDesc.of("java.base"), 0, null))));
        Files.createDirectories(folder.resolve("app"));
        Files.write(
                folder.resolve("app/Event.class"),
                ClassFile.of()
                        .build(
                                ClassDesc.of("app.Event"),
                                type -> type.withFlags(ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT)
                                        .withInterfaceSymbols(ClassDesc.of(Struct.class.getName()))
                                        .withMethod(
                                                "pid",
                                                MethodTypeDesc.ofDescriptor("()I"),
                                                ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT,
                                                method -> {})));
        var parent = ModuleLayer.boot();
        var finder = ModuleFinder.of(folder);
        Configuration configuration = parent.configuration().resolve(finder, ModuleFinder.of(), Set.of("app"));
        var controller =
                ModuleLayer.defineModulesWithOneLoader(configuration, List.of(parent), Struct.class.getClassLoader());
        Module app = controller.layer().findModule("app").orElseThrow();
        controller.addReads(app, Struct.class.getModule());
        if (open) {
            controller.addOpens(app, "app", Struct.class.getModule());
        }
        return app.getClassLoader().loadClass("app.Event").asSubclass(Struct.class);
    }

    @Test
    void reachesInterfacesThatAreNotPublicInOpenPackages() throws Exception {
        Struct event = Flyweight.of(structInModule(true)).allocate();
        assertThat(event).hasToString("{pid=0}");
    }

    @Test
    void namesTheLineThatIsMissingWhenThePackageIsClosed() throws Exception {
        Class<? extends Struct> type = structInModule(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Flyweight.of(type))
                .withMessage("app.Event: package not open; add to the module-info of app: opens app to dev.skep.bpf;");
    }
}
