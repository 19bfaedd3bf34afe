package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.RawTracepoint;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class DataFieldsTest {
    static final class Part {
        int weight;

        Part(int weight) {
            this.weight = weight;
        }
    }

    static final class Fields {
        boolean flag = true;
        byte small = -3;
        char letter = 'é';
        short medium = -300;
        int number = -70_000;
        long large = -5_000_000_000L;
        final Part heavy = new Part(100);
        final Part light = new Part(1);
        final int[] folded = {1, 2, 3};
        static int shared = 11;
        static long sharedLarge;

        @RawTracepoint("sys_enter")
        int weigh(long unused) {
            return heavy.weight * 1000 + light.weight;
        }

        @RawTracepoint("sys_enter")
        int compare(long expected) {
            int wrong = 0;
            if (!flag) wrong |= 1;
            if (small != expected) wrong |= 2;
            if (letter != 'é') wrong |= 4;
            if (medium != expected * 100) wrong |= 8;
            if (number != -70_000) wrong |= 16;
            if (large != -5_000_000_000L) wrong |= 32;
            if (shared != 11) wrong |= 64;
            if (folded[2] != 3) wrong |= 128;
            return wrong;
        }

        @RawTracepoint("sys_enter")
        void write(long value) {
            flag = value < 0;
            small = (byte) value;
            letter = (char) value;
            medium = (short) value;
            number = (int) value;
            large = value;
            shared += (int) value;
            sharedLarge = value * 2;
            heavy.weight++;
            light.weight--;
        }
    }

    @Test
    void programsSeeTheValuesTheyWereLoadedWithAndLaterOnes() {
        Fields fields = new Fields();
        Fields.shared = 11;
        try (Loaded<Fields> loaded = Kernel.loadDetached(fields)) {
            assertThat(TestRuns.run(loaded, "compare", -3)).isZero();
            assertThat(TestRuns.run(loaded, "weigh", 0)).isEqualTo(100_001);
            fields.small = 2;
            fields.medium = 200;
            fields.heavy.weight = 7;
            assertThat(TestRuns.run(loaded, "compare", 2)).isEqualTo(2 | 8);
            loaded.publish();
            assertThat(TestRuns.run(loaded, "compare", 2)).isZero();
            assertThat(TestRuns.run(loaded, "weigh", 0)).isEqualTo(7001);
            fields.flag = false;
            fields.letter = 'x';
            fields.number = 5;
            fields.large++;
            Fields.shared = 0;
            loaded.publish();
            assertThat(TestRuns.run(loaded, "compare", 2)).isEqualTo(1 | 4 | 16 | 32 | 64);
        }
    }

    @Test
    void userSpaceSeesWhatProgramsWrite() {
        Fields fields = new Fields();
        Fields.shared = 11;
        try (Loaded<Fields> loaded = Kernel.loadDetached(fields)) {
            long value = 0xffff_ff85_8001_ff83L;
            TestRuns.run(loaded, "write", value);
            assertThat(fields.large).isEqualTo(-5_000_000_000L);
            loaded.refresh();
            assertThat(fields.flag).isTrue();
            assertThat(fields.small).isEqualTo((byte) value);
            assertThat(fields.letter).isEqualTo((char) value);
            assertThat(fields.medium).isEqualTo((short) value);
            assertThat(fields.number).isEqualTo((int) value);
            assertThat(fields.large).isEqualTo(value);
            assertThat(Fields.shared).isEqualTo(11 + (int) value);
            assertThat(Fields.sharedLarge).isEqualTo(value * 2);
            assertThat(fields.heavy.weight).isEqualTo(101);
            assertThat(fields.light.weight).isZero();
        }
    }

    @Test
    void loadsOfOneProgramDoNotShareTheirFields() {
        Fields first = new Fields();
        Fields second = new Fields();
        try (Loaded<Fields> one = Kernel.loadDetached(first);
                Loaded<Fields> two = Kernel.loadDetached(second)) {
            TestRuns.run(one, "write", 5);
            two.refresh();
            one.refresh();
            assertThat(first.number).isEqualTo(5);
            assertThat(second.number).isEqualTo(-70_000);
        }
    }

    enum Mode {
        OFF,
        COUNT,
        DOUBLE
    }

    static final class Settings {
        private Mode mode = Mode.COUNT;
        private int[] steps = {1, 10, 100, 1000};
        private boolean[] marks = new boolean[3];
        private long total = 5;

        @RawTracepoint("sys_enter")
        int step(long which) {
            if (mode == Mode.OFF) return -1;
            int step = steps[(int) which & 3];
            total += switch (mode) {
                case DOUBLE -> step * 2;
                default -> step;
            };
            marks[1] = true;
            steps[(int) which & 3]++;
            if (total > 1_000_000) mode = Mode.OFF;
            return (int) total;
        }
    }

    interface LiveSettings {
        Mode mode();

        void mode(Mode v);

        int steps(int index);

        void steps(int index, int v);

        boolean marks(int index);

        long total();

        void total(long v);
    }

    @Test
    void userSpaceReadsAndWritesFieldsWhereTheyAre() {
        try (Loaded<Settings> loaded = Kernel.loadDetached(new Settings())) {
            LiveSettings live = loaded.fields(LiveSettings.class);
            assertThat(TestRuns.run(loaded, "step", 2)).isEqualTo(105);
            assertThat(live.total()).isEqualTo(105);
            assertThat(live.steps(2)).isEqualTo(101);
            assertThat(live.marks(0)).isFalse();
            assertThat(live.marks(1)).isTrue();
            assertThat(live.mode()).isEqualTo(Mode.COUNT);
            live.mode(Mode.DOUBLE);
            live.steps(3, 7);
            live.total(0);
            assertThat(TestRuns.run(loaded, "step", 3)).isEqualTo(14);
            live.total(1_000_000);
            assertThat(TestRuns.run(loaded, "step", 0)).isEqualTo(1_000_002);
            assertThat(live.mode()).isEqualTo(Mode.OFF);
            assertThat(TestRuns.run(loaded, "step", 0)).isEqualTo(-1);
        }
    }

    @Test
    void arraysAndEnumsArePublishedAndRefreshed() {
        Settings settings = new Settings();
        try (Loaded<Settings> loaded = Kernel.loadDetached(settings)) {
            settings.steps = new int[] {2, 3, 4, 5};
            settings.mode = Mode.DOUBLE;
            loaded.publish();
            assertThat(TestRuns.run(loaded, "step", 1)).isEqualTo(11);
            loaded.refresh();
            assertThat(settings.steps).containsExactly(2, 4, 4, 5);
            assertThat(settings.marks).containsExactly(false, true, false);
            assertThat(settings.mode).isEqualTo(Mode.DOUBLE);
        }
    }

    /** A getter and a setter for a field of each type. */
    interface LiveFields {
        boolean flag();

        void flag(boolean v);

        byte small();

        void small(byte v);

        char letter();

        void letter(char v);

        short medium();

        void medium(short v);

        int number();

        void number(int v);

        long large();

        void large(long v);
    }

    @Test
    void viewsReadAndWriteFieldsOfEveryType() {
        try (Loaded<Fields> loaded = Kernel.loadDetached(new Fields())) {
            LiveFields live = loaded.fields(LiveFields.class);
            long value = 0x0123_4567_89ab_cdefL;
            TestRuns.run(loaded, "write", value);
            assertThat(live.flag()).isFalse();
            assertThat(live.small()).isEqualTo((byte) value);
            assertThat(live.letter()).isEqualTo((char) value);
            assertThat(live.medium()).isEqualTo((short) value);
            assertThat(live.number()).isEqualTo((int) value);
            assertThat(live.large()).isEqualTo(value);
            live.flag(true);
            live.small((byte) 4);
            live.letter('é');
            live.medium((short) 400);
            live.number(-70_000);
            live.large(-5_000_000_000L);
            loaded.refresh();
            assertThat(TestRuns.run(loaded, "compare", 4) & ~64).isZero();
            live.flag(false);
            assertThat(TestRuns.run(loaded, "compare", 4) & ~64).isEqualTo(1);
        }
    }

    @Test
    void aViewIsEqualToItselfAlone() {
        try (Loaded<Fields> loaded = Kernel.loadDetached(new Fields())) {
            LiveFields live = loaded.fields(LiveFields.class);
            LiveFields other = loaded.fields(LiveFields.class);
            assertThat(live).isNotEqualTo(other).hasToString("fields of LiveFields");
            assertThat(Set.of(live)).contains(live).doesNotContain(other);
        }
    }

    interface IndexedByLong {
        int steps(long index);
    }

    interface WithoutIndex {
        int steps();
    }

    interface WrittenAsAnotherType {
        void total(int v);
    }

    interface WritingWithResult {
        long total(long v);
    }

    interface Wrong {
        int total();
    }

    interface Unknown {
        int nothing();
    }

    @Test
    void anIndexOutsideOfAnArrayIsRefused() {
        try (Loaded<Settings> loaded = Kernel.loadDetached(new Settings())) {
            LiveSettings live = loaded.fields(LiveSettings.class);
            assertThatThrownBy(() -> live.steps(4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> live.steps(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void viewsMustFitTheFields() {
        try (Loaded<Settings> loaded = Kernel.loadDetached(new Settings())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loaded.fields(Wrong.class))
                    .withMessageContaining("does not read or write the field long total");
            for (Class<?> wrong : List.of(WrittenAsAnotherType.class, WritingWithResult.class)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> loaded.fields(wrong))
                        .withMessageContaining("does not read or write the field long total");
            }
            for (Class<?> wrong : List.of(IndexedByLong.class, WithoutIndex.class)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> loaded.fields(wrong))
                        .withMessageContaining("does not read or write the field int[] steps");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loaded.fields(Unknown.class))
                    .withMessageContaining("uses a field nothing that is not final");
        }
    }
}
