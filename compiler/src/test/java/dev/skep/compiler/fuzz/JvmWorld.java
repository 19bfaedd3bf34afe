package dev.skep.compiler.fuzz;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.fuzz.bytecode.ClassWriter;
import dev.skep.compiler.fuzz.library.Context;
import dev.skep.compiler.fuzz.library.World;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Runs a method on the JVM. */
final class JvmWorld {
    private static final Flyweight<Context> CONTEXTS = Flyweight.of(Context.class);

    private final GeneratedClass generated;
    private final boolean packet;
    private final Method run;

    JvmWorld(RandomMethod method) {
        generated = GeneratedClass.of(ClassWriter.forJvm(method));
        packet = method.packet();
        Method found = null;
        for (Method each : generated.type().getMethods()) if (each.getName().equals("run")) found = each;
        if (found == null) throw new IllegalStateException("no method run");
        run = found;
    }

    Outcome run(Input input) {
        Input memory = input.copy();
        Object object = generated.forJvm(new World(memory.array(), memory.hash(), memory.packet()));
        generated.write(object, input.data());
        Object context = packet ? null : CONTEXTS.at(MemorySegment.ofArray(memory.context()), 0);
        try {
            int result = (int) run.invoke(object, context);
            long[] data = generated.read(object);
            return new Outcome(
                    result, new Input(memory.context(), memory.packet(), data, memory.array(), memory.hash()));
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException("the method fails on the JVM", e);
        }
    }
}
