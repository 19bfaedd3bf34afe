package dev.skep.compiler.helper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Which methods of another class a class calls, as its class file says. */
final class CalledMethods {
    private CalledMethods() {}

    /** The names of the methods of {@code owner} that {@code caller} calls. */
    static Set<String> of(Class<?> caller, Class<?> owner) {
        String file = "/" + caller.getName().replace('.', '/') + ".class";
        Set<String> called = new TreeSet<>();
        try (InputStream bytes = Objects.requireNonNull(caller.getResourceAsStream(file))) {
            for (MethodModel method : ClassFile.of().parse(bytes.readAllBytes()).methods()) {
                method.code().ifPresent(code -> {
                    for (CodeElement element : code) {
                        if (element instanceof InvokeInstruction call
                                && call.owner().asInternalName().equals(owner.getName().replace('.', '/'))) {
                            called.add(call.name().stringValue());
                        }
                    }
                });
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return called;
    }
}
