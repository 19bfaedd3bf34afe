package dev.skep.compiler.fuzz;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.fuzz.library.Cell;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.TreeMap;

/** Runs a compiled method in the kernel, by test runs. */
final class KernelWorld implements AutoCloseable {
    private static final Flyweight<Cell> CELLS = Flyweight.of(Cell.class);

    private final Compiled compiled;
    private final boolean packet;
    private final Program program;
    private final Optional<ArrayMap<Cell>> array;
    private final Optional<HashMap<Integer, Cell>> hash;

    @SuppressWarnings("unchecked") // generated programs have maps of cells only
    KernelWorld(Compiled compiled, boolean packet) {
        this.compiled = compiled;
        this.packet = packet;
        array = compiled.map(ArrayMap.class).map(map -> (ArrayMap<Cell>) map);
        hash = compiled.map(HashMap.class).map(map -> (HashMap<Integer, Cell>) map);
        boolean loaded = false;
        try {
            program = Program.load(compiled.output().spec());
            loaded = true;
        } finally {
            if (!loaded) compiled.maps().forEach(BpfMap::close);
        }
    }

    Outcome run(Input input) {
        Input memory = input.copy();
        compiled.writeData(input.data());
        array.ifPresent(map -> {
            for (int i = 0; i < memory.array().length; i++) map.set(i, cell(memory.array()[i]));
        });
        hash.ifPresent(map -> {
            map.clear();
            memory.hash().forEach((key, value) -> map.put(key, cell(value)));
        });
        TestRun.Result result =
                program.testRun(packet ? TestRun.ofData(memory.packet()) : TestRun.ofContext(memory.context()));
        array.ifPresent(map -> {
            for (int i = 0; i < memory.array().length; i++) memory.array()[i] = bytes(map.get(i));
        });
        TreeMap<Integer, byte[]> left = memory.hash();
        hash.ifPresent(map -> {
            left.clear();
            for (int key : map.keys()) left.put(key, bytes(map.get(key)));
        });
        return new Outcome(
                result.returnValue(),
                new Input(
                        packet ? memory.context() : result.contextOut(),
                        packet ? result.dataOut() : memory.packet(),
                        compiled.readData(),
                        memory.array(),
                        left));
    }

    private static Cell cell(byte[] content) {
        return CELLS.copy(MemorySegment.ofArray(content), 0);
    }

    private static byte[] bytes(@org.jspecify.annotations.Nullable Cell cell) {
        if (cell == null) throw new IllegalStateException("an element of a map is gone");
        return Flyweight.segment(cell).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void close() {
        program.close();
        compiled.maps().forEach(BpfMap::close);
    }
}
