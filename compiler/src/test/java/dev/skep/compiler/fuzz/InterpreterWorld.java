package dev.skep.compiler.fuzz;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.ArrayModel;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.HashModel;
import dev.skep.compiler.interpreter.Helpers;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.Region;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Runs a compiled method in the interpreter. */
final class InterpreterWorld {
    private static final long MOST_STEPS = 1_000_000;
    private static final int XDP_MD_SIZE = 24;
    private static final int DATA = 0;
    private static final int DATA_END = 4;
    private static final int DATA_META = 8;

    private final Compiled compiled;
    private final Executable code;
    private final boolean packet;
    private final Helpers helpers = StandardHelpers.all();

    InterpreterWorld(Compiled compiled, boolean packet) {
        this.compiled = compiled;
        this.code = Executable.of(compiled.code());
        this.packet = packet;
    }

    Outcome run(Input input) {
        Input memory = input.copy();
        compiled.writeData(input.data());
        AddressSpace space = new AddressSpace();
        Maps maps = new Maps(space, code);
        compiled.map(ArrayMap.class).ifPresent(map -> fill((ArrayModel) maps.model(map), memory));
        compiled.map(HashMap.class).ifPresent(map -> fill((HashModel) maps.model(map), memory));
        long context = packet
                ? packet(space, memory.packet())
                : space.shared("context", memory.context()).address();
        int result = (int) new Machine(code, space, maps, helpers, MOST_STEPS).run(context);
        compiled.map(ArrayMap.class).ifPresent(map -> {
            for (int i = 0; i < memory.array().length; i++) {
                memory.array()[i] = ((ArrayModel) maps.model(map)).value(i).clone();
            }
        });
        compiled.map(HashMap.class).ifPresent(map -> {
            memory.hash().clear();
            memory.hash().putAll(content((HashModel) maps.model(map)));
        });
        long[] data = compiled.data()
                .map(map -> compiled.readData(((ArrayModel) maps.model(map)).value(0)))
                .orElseGet(compiled::readData);
        return new Outcome(result, new Input(memory.context(), memory.packet(), data, memory.array(), memory.hash()));
    }

    private static long packet(AddressSpace space, byte[] packet) {
        Region data = space.shared("packet", packet);
        Region context = space.readOnly("xdp_md", new byte[XDP_MD_SIZE]);
        return context.pointer(DATA, data.address())
                .pointer(DATA_END, data.address() + packet.length)
                .pointer(DATA_META, data.address())
                .address();
    }

    private static void fill(ArrayModel model, Input memory) {
        for (int i = 0; i < memory.array().length; i++) {
            System.arraycopy(memory.array()[i], 0, model.value(i), 0, memory.array()[i].length);
        }
    }

    private static void fill(HashModel model, Input memory) {
        memory.hash().forEach((key, value) -> model.put(bytes(key), value));
    }

    private static byte[] bytes(int key) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(key)
                .array();
    }

    private static Map<Integer, byte[]> content(HashModel model) {
        Map<Integer, byte[]> content = new TreeMap<>();
        model.content().forEach((key, value) -> content.put(number(key), value));
        return content;
    }

    private static int number(ByteBuffer key) {
        return key.duplicate().order(ByteOrder.nativeOrder()).getInt(0);
    }
}
