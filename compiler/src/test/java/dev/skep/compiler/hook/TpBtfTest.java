package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@Tag("quick")
class TpBtfTest {
    @KernelStruct("mm_struct")
    interface Memory extends Struct {
        long arg_start();

        long arg_end();
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int pid();

        int tgid();

        Task real_parent();

        Memory mm();

        @Length(16)
        Bytes comm();

        int in_execve();

        int sched_reset_on_fork();
    }

    @KernelStruct("linux_binprm")
    interface Binprm extends Struct {
        int argc();

        long filename();
    }

    interface Event extends Struct {
        int tgid();

        void tgid(int v);

        int parent();

        void parent(int v);

        int argc();

        void argc(int v);

        int inExec();

        void inExec(int v);

        int argumentBytes();

        void argumentBytes(int v);

        @Length(16)
        Bytes comm();

        @Length(64)
        Bytes path();

        @Length(64)
        Bytes arguments();
    }

    static final class Execs {
        final RingBuffer<Event> events = RingBuffer.of(Event.class, 1 << 16).wakeupBytes(0);

        @TpBtf("sched_process_exec")
        void exec(Task task, int oldPid, Binprm program) {
            Event event = events.reserve();
            if (event == null) return;
            event.tgid(task.tgid());
            event.parent(task.real_parent().tgid());
            event.argc(program.argc());
            event.inExec(task.in_execve());
            Memory memory = task.mm();
            event.argumentBytes((int) (memory.arg_end() - memory.arg_start()));
            for (int i = 0; i < 16; i++) event.comm().u8(i, task.comm().u8(i));
            Helpers.probeReadKernelStr(event.path(), program.filename());
            Helpers.probeReadUserStr(event.arguments(), memory.arg_start());
            events.submit(event);
        }
    }

    @BeforeEach
    void requireTypedTracepoints() {
        Require.feature(KernelFeature.TP_BTF);
    }

    @Test
    void followsKernelPointersBitFieldsAndBytes() throws Exception {
        Execs execs = new Execs();
        try (Loaded<Execs> loaded = Kernel.load(execs);
                RingBufferReader<Event> reader = execs.events.reader()) {
            assertThat(loaded.programs()).hasSize(1);
            Process child = new ProcessBuilder("/bin/echo", "one", "two").start();
            child.waitFor();
            List<Integer> seen = new ArrayList<>();
            while (!seen.contains((int) child.pid())) {
                int count = reader.poll(Duration.ofSeconds(10), (event, length) -> {
                    seen.add(event.tgid());
                    if (event.tgid() != child.pid()) return;
                    if (!event.path().string().equals("/bin/echo")) {
                        // The JDK starts a helper first, which becomes the program.
                        seen.removeLast();
                        return;
                    }
                    assertThat(event.parent())
                            .isEqualTo((int) ProcessHandle.current().pid());
                    assertThat(event.comm().string()).isEqualTo("echo");
                    assertThat(event.argc()).isEqualTo(3);
                    assertThat(event.argumentBytes()).isEqualTo("/bin/echo one two ".length());
                    assertThat(event.arguments().string()).isEqualTo("/bin/echo");
                    assertThat(event.inExec()).isEqualTo(1);
                });
                assertThat(count).as("%s so far", seen).isPositive();
            }
        }
    }

    static final class Unknown {
        @TpBtf("no_such_point")
        void none() {}
    }

    @Test
    void saysThatTheKernelHasNoSuchTracepoint() {
        assertThatThrownBy(() -> Kernel.load(new Unknown()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("typed tracepoint no_such_point");
    }

    @KernelStruct("task_struct")
    interface WrongTask extends Struct {
        int tgid();

        int nosuch();
    }

    static final class WrongMember {
        @TpBtf("sched_process_exec")
        int exec(WrongTask task) {
            return task.tgid() + task.nosuch();
        }
    }

    @Test
    void namesTheMemberThatAKernelStructDoesNotHave() {
        assertThatThrownBy(() -> Kernel.load(new WrongMember()))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("TpBtfTest.java:")
                .hasMessageContaining("struct task_struct of this kernel has no member nosuch");
    }
}
