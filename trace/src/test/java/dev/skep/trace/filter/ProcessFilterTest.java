package dev.skep.trace.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The filter is ordinary Java: what runs in the kernel is tested here without it. */
class ProcessFilterTest {
    /** Room for a name. */
    public interface Name extends Struct {
        @Length(16)
        Bytes comm();
    }

    private static Bytes comm(String text) {
        Name name = Flyweight.of(Name.class).allocate();
        name.comm().string(text);
        return name.comm();
    }

    @Test
    void emptyListsAcceptEverything() {
        assertThat(ProcessFilter.ALL.acceptsThread(1L << 32 | 2)).isTrue();
        assertThat(ProcessFilter.ALL.acceptsUser(0)).isTrue();
        assertThat(ProcessFilter.ALL.acceptsName(comm("anything"))).isTrue();
        assertThat(ProcessFilter.ALL.restrictsThread()).isFalse();
    }

    @Test
    void processAndThreadBothHaveToMatch() {
        ProcessFilter filter = new ProcessFilter(List.of(7, 8), List.of(9), List.of(), List.of(), List.of(), List.of());
        assertThat(filter.acceptsThread(8L << 32 | 9)).isTrue();
        assertThat(filter.acceptsThread(8L << 32 | 8)).isFalse();
        assertThat(filter.acceptsThread(9L << 32 | 9)).isFalse();
    }

    @Test
    void aNameMatchesAnywhere() {
        NamePart part = new NamePart("ash");
        assertThat(part.in(comm("bash"))).isTrue();
        assertThat(part.in(comm("ashes"))).isTrue();
        assertThat(part.in(comm("xxxxxxxxxxxxash"))).isTrue();
        assertThat(part.in(comm("as"))).isFalse();
        assertThat(part.in(comm("a-s-h"))).isFalse();
    }

    @Test
    void refusesWhatCannotMatchOrIsTooMuch() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NamePart(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new NamePart("sixteen bytes ..."));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProcessFilter(
                        Collections.nCopies(65, 1), List.of(), List.of(), List.of(), List.of(), List.of()))
                .withMessageContaining("65");
    }
}
