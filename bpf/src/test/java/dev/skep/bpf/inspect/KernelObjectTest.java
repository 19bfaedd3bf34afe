package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.bpf.sys.DetachedMount;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class KernelObjectTest {
    @Test
    void idsGoOverAllObjects() {
        try (Program program = TinyPrograms.load("seen", ProgramType.XDP);
                ArrayMap<Counter> map = ArrayMap.of(Counter.class, 1)) {
            map.create();
            assertThat(ObjectKind.PROGRAM.ids())
                    .contains(program.id())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(ObjectKind.MAP.ids()).contains(map.id()).isSorted();
        }
    }

    @Test
    void tellsWhatTheKernelKnows() {
        try (Program program = TinyPrograms.load("looked_at", ProgramType.XDP);
                KernelObject object =
                        KernelObject.open(ObjectKind.PROGRAM, program.id()).orElseThrow()) {
            assertThat(object.kind()).isEqualTo(ObjectKind.PROGRAM);
            assertThat(object.id()).isEqualTo(program.id());
            assertThat(object.memoryBytes()).isPositive();
            assertThat(object.programInfo()).isEqualTo(program.info());
            assertThat(object.programInfo().loadTime()).isPositive();
            assertThatThrownBy(object::mapInfo)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("program " + program.id() + " is a program, not a map");
        }
    }

    @Test
    void holdsAMapWhoseOwnerHasGone() {
        HashMap<Integer, Counter> map = HashMap.of(Integer.class, Counter.class, 4);
        map.create();
        try (KernelObject object = KernelObject.open(ObjectKind.MAP, map.id()).orElseThrow()) {
            map.close();
            assertThat(object.mapInfo().maxEntries()).isEqualTo(4);
            assertThat(object.frozen()).isFalse();
        }
    }

    @Test
    void whatHasVanishedIsEmpty() {
        Program program = TinyPrograms.load("gone", ProgramType.XDP);
        int id = program.id();
        program.close();
        assertThat(KernelObject.open(ObjectKind.PROGRAM, id)).isEmpty();
        assertThat(KernelObject.open(ObjectKind.LINK, Integer.MAX_VALUE)).isEmpty();
        assertThat(LoadedBtf.ofId(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void opensPinsOfEveryKind() {
        try (DetachedMount fileSystem = DetachedMount.of("bpf");
                Program program = TinyPrograms.load("pinned", ProgramType.XDP);
                ArrayMap<Counter> map = ArrayMap.of(Counter.class, 1)) {
            map.create();
            Path programPin = Path.of(fileSystem.path(), "program");
            Path mapPin = Path.of(fileSystem.path(), "map");
            program.pin(programPin);
            map.pin(mapPin);
            try (KernelObject object = KernelObject.open(programPin).orElseThrow();
                    KernelObject other = KernelObject.open(mapPin).orElseThrow()) {
                assertThat(object.kind()).isEqualTo(ObjectKind.PROGRAM);
                assertThat(object.id()).isEqualTo(program.id());
                assertThat(other.mapInfo().id()).isEqualTo(map.id());
            }
            assertThatThrownBy(() -> KernelObject.open(Path.of(fileSystem.path(), "nothing")))
                    .isInstanceOfSatisfying(
                            SyscallException.class,
                            refused -> assertThat(refused.is(Errno.ENOENT)).isTrue());
        }
    }

    @Test
    void findsTheProcessThatHoldsAnObject() {
        try (Program program = TinyPrograms.load("held", ProgramType.XDP)) {
            int own = (int) ProcessHandle.current().pid();
            assertThat(HolderScan.run().of(ObjectKind.PROGRAM, program.id()))
                    .hasSize(1)
                    .allMatch(holder ->
                            holder.processId() == own && !holder.command().isEmpty());
            assertThat(HolderScan.run().of(ObjectKind.MAP, Integer.MAX_VALUE)).isEmpty();
        }
    }
}
