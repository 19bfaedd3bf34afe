package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class IteratorLinkTest {
    @Test
    void runsWhenItIsReadAndNotBefore() throws IOException {
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = program("bpf_iter_task");
                IteratorLink link = IteratorLink.attach(program)) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo("iterator walk");
            assertThat(program.info().runCount()).isZero();
            assertThat(bytes(link)).isEmpty();
            long once = program.info().runCount();
            assertThat(once).isGreaterThan(1);
            assertThat(bytes(link)).isEmpty();
            assertThat(program.info().runCount()).isGreaterThan(once);
        }
    }

    @Test
    void callsTheProgramThatReplacedTheFirst() throws IOException {
        try (RunStatistics statistics = RunStatistics.enable();
                Program first = program("bpf_iter_task");
                Program second = program("bpf_iter_task");
                IteratorLink link = IteratorLink.attach(first)) {
            assertThat(statistics).isNotNull();
            link.replace(second);
            assertThat(bytes(link)).isEmpty();
            assertThat(first.info().runCount()).isZero();
            assertThat(second.info().runCount()).isPositive();
        }
    }

    @Test
    void refusesProgramsOfOtherKindsAndLists() {
        try (Program tasks = program("bpf_iter_task");
                Program maps = program("bpf_iter_bpf_map");
                Program kprobe = TinyPrograms.load("kprobe", ProgramType.KPROBE);
                IteratorLink link = IteratorLink.attach(tasks)) {
            assertThatIllegalArgumentException().isThrownBy(() -> IteratorLink.attach(kprobe));
            assertThatIllegalArgumentException().isThrownBy(() -> link.replace(kprobe));
            assertThatThrownBy(() -> link.replace(maps))
                    .isInstanceOfSatisfying(
                            SyscallException.class,
                            failure -> assertThat(failure.is(Errno.EINVAL)).isTrue());
        }
    }

    private static byte[] bytes(IteratorLink link) throws IOException {
        try (InputStream stream = link.open()) {
            return stream.readAllBytes();
        }
    }

    private static Program program(String list) {
        return Program.load(TinyPrograms.returning("walk", ProgramType.TRACING, 0)
                .attachType(AttachType.TRACE_ITER)
                .attachTo(Btf.vmlinux().find(list, BtfKind.FUNC))
                .build());
    }
}
