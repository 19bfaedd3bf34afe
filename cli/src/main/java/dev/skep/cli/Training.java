package dev.skep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.List;

/**
 * What the JVM runs once while it records the AOT cache: it loads what a short command needs, so that a later start finds it ready.
 * Needs no rights and touches nothing in the kernel.
 */
final class Training {
    private Training() {}

    /** Initialises every class of Skep's modules; the classes that they use follow. */
    public static void main(String[] arguments) {
        Training.class.getModule().getLayer().configuration().modules().stream()
                .filter(module -> module.name().startsWith("dev.skep."))
                .flatMap(module -> classes(module).stream())
                .forEach(Training::initialise);
    }

    private static List<String> classes(ResolvedModule module) {
        try (ModuleReader reader = module.reference().open()) {
            return reader.list()
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("read module " + module.name(), e);
        }
    }

    private static void initialise(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the module lists a class that it does not have: " + name, e);
        }
    }
}
