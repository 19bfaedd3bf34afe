package dev.skep.compiler.fuzz;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.GlobalData;
import dev.skep.bpf.program.MapRelocation;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A method compiled in one way, with the maps and fields of its own program object. */
final class Compiled {
    private final GeneratedClass generated;
    private final Object program;
    private final ProgramCompiler compiler;

    Compiled(GeneratedClass generated, Variant variant) {
        this.generated = generated;
        program = generated.forKernel();
        compiler = ProgramCompiler.of(program, Btf::vmlinux, false, variant::target, variant.loops());
    }

    ProgramCompiler.Output output() {
        return compiler.programs().getFirst();
    }

    CompiledCode code() {
        return output().code();
    }

    /** The maps that the program names. */
    Set<BpfMap> maps() {
        Set<BpfMap> maps = new LinkedHashSet<>();
        for (MapRelocation relocation : code().mapRelocations()) maps.add(relocation.map());
        return maps;
    }

    /** The map in this kind of field, if the program names it. */
    <M extends BpfMap> Optional<M> map(Class<M> kind) {
        return maps().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** The memory of the fields that are not final, if the program uses one. */
    Optional<GlobalData> data() {
        return Optional.ofNullable(compiler.data().map());
    }

    /** Puts numbers into the fields and into the memory that programs see. */
    void writeData(long[] values) {
        generated.write(program, values);
        compiler.data().publish();
    }

    /** What the fields hold after a run. */
    long[] readData() {
        compiler.data().refresh();
        return generated.read(program);
    }

    /** What the fields hold after a run that left this in their memory. */
    long[] readData(byte[] memory) {
        data().ifPresent(data -> MemorySegment.copy(memory, 0, data.memory(), ValueLayout.JAVA_BYTE, 0, memory.length));
        return readData();
    }
}
