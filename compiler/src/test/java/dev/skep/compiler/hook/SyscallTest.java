package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class SyscallTest {
    interface Question extends Struct {
        int a();

        void a(int v);

        long b();

        void b(long v);

        long answer();

        void answer(long v);
    }

    static final class Calculator {
        @Syscall
        int multiply(Question question) {
            question.answer(question.a() * question.b());
            return 7;
        }

        @Syscall
        int seven() {
            return 7;
        }
    }

    @Test
    void sharesAStructWithUserSpace() {
        Flyweight<Question> questions = Flyweight.of(Question.class);
        try (Loaded<Calculator> loaded = Kernel.load(new Calculator())) {
            assertThat(loaded.program("multiply").links()).isEmpty();
            Question question = questions.allocate();
            question.a(-6);
            question.b(7_000_000_000L);
            byte[] context = Flyweight.segment(question).toArray(ValueLayout.JAVA_BYTE);
            TestRun.Result result = loaded.program("multiply").program().testRun(TestRun.ofContext(context));
            assertThat(result.returnValue()).isEqualTo(7);
            Question after = questions.at(MemorySegment.ofArray(result.contextOut()), 0);
            assertThat(after.answer()).isEqualTo(-42_000_000_000L);
            assertThat(after.a()).isEqualTo(-6);
        }
    }

    @Test
    void needsNoParameter() {
        try (Loaded<Calculator> loaded = Kernel.load(new Calculator())) {
            assertThat(TestRuns.run(loaded, "seven")).isEqualTo(7);
        }
    }
}
