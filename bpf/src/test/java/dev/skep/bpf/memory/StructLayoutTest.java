package dev.skep.bpf.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.memory.StructField.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StructLayoutTest {

    @Test
    void placesFieldsAsAnyCCompilerWould() {
        StructLayout layout = StructLayout.of(SampleStruct.class);

        assertThat(layout.fields().stream().map(f -> f.name() + "@" + f.offset()))
                .containsExactly(
                        "kind@0",
                        "i8@1",
                        "u8@2",
                        "flag@3",
                        "i16@4",
                        "u16@6",
                        "c16@8",
                        "i32@12",
                        "u32@16",
                        "i64@24",
                        "i16be@32",
                        "u16be@34",
                        "i32be@36",
                        "u32be@40",
                        "i64be@48",
                        "name@56",
                        "point@64",
                        "slots@72",
                        "octets@96",
                        "ports@100");
        assertThat(layout.size()).isEqualTo(104);
        assertThat(layout.alignment()).isEqualTo(8);
    }

    @Test
    void knowsPaddingBetweenFieldsAndInsideEmbeddedStructs() {
        assertThat(StructLayout.of(SampleStruct.class).padding())
                .containsExactly(
                        new Padding(10, 2),
                        new Padding(20, 4),
                        new Padding(44, 4),
                        new Padding(61, 3),
                        new Padding(66, 2));
    }

    interface Inner extends Struct {
        long a();

        byte b();
    }

    interface Outer extends Struct {
        Inner inner();

        byte c();
    }

    @Test
    void joinsPaddingAtTheEnd() {
        assertThat(StructLayout.of(Inner.class).padding()).containsExactly(new Padding(9, 7));
        assertThat(StructLayout.of(Outer.class).padding()).containsExactly(new Padding(9, 7), new Padding(17, 7));
    }

    @Test
    void describesFields() {
        StructLayout layout = StructLayout.of(SampleStruct.class);

        assertThat(layout.field("u16be"))
                .isEqualTo(new StructField("u16be", 34, 2, 1, Kind.INTEGER, false, true, int.class));
        assertThat(layout.field("name"))
                .isEqualTo(new StructField("name", 56, 1, 5, Kind.BYTES, false, false, Bytes.class));
        assertThat(layout.field("point"))
                .isEqualTo(new StructField("point", 64, 8, 1, Kind.STRUCT, false, false, SampleStruct.Point.class));
        assertThat(layout.field("slots"))
                .isEqualTo(new StructField("slots", 72, 8, 3, Kind.INTEGER, true, false, long.class));
        assertThat(layout.field("sum")).isNull();
    }

    @Test
    void findsAccessorsByMethod() {
        StructLayout layout = StructLayout.of(SampleStruct.class);

        assertThat(layout.accessor("slots", "(IJ)V")).satisfies(accessor -> {
            assertThat(accessor.role()).isEqualTo(StructAccessor.Role.WRITE);
            assertThat(accessor.indexed()).isTrue();
        });
        assertThat(layout.accessor("addI64", "(J)V")).satisfies(accessor -> {
            assertThat(accessor.role()).isEqualTo(StructAccessor.Role.ATOMIC);
            assertThat(accessor.field()).isSameAs(layout.field("i64"));
        });
        assertThat(layout.accessor("sum", "()J")).isNull();
    }

    @Test
    void isComputedOncePerInterface() {
        assertThat(StructLayout.of(Counter.class)).isSameAs(StructLayout.of(Counter.class));
    }

    @Test
    void printsItsFields() {
        assertThat(StructLayout.of(SampleStruct.Point.class)).hasToString("struct Point { /* 8 */ x@0:2; y@4:4; }");
    }

    interface SetterOnly extends Struct {
        void a(int v);
    }

    interface SetterOfOtherType extends Struct {
        int a();

        void a(long v);
    }

    interface BytesWithoutLength extends Struct {
        Bytes a();
    }

    interface LengthZero extends Struct {
        @Length(0)
        Bytes a();
    }

    interface LengthOfNumber extends Struct {
        @Length(2)
        int a();
    }

    interface FloatingPoint extends Struct {
        double a();
    }

    interface Text extends Struct {
        String a();
    }

    interface Recursive extends Struct {
        Recursive a();
    }

    interface RecursiveByAnother extends Struct {
        Another a();
    }

    interface Another extends Struct {
        RecursiveByAnother b();
    }

    interface NarrowByWrongType extends Struct {
        @U8
        long a();
    }

    interface OneByteInNetworkOrder extends Struct {
        @BigEndian
        byte a();
    }

    interface AtomicOnNothing extends Struct {
        int a();

        @AtomicAdd("b")
        void add(int by);
    }

    interface AtomicOnShort extends Struct {
        short a();

        @AtomicAdd("a")
        void add(short by);
    }

    interface AtomicOfOtherType extends Struct {
        int a();

        @AtomicAdd("a")
        void add(long by);
    }

    interface SetterOfBytes extends Struct {
        @Length(2)
        Bytes a();

        void a(Bytes v);
    }

    interface GetterWithParameter extends Struct {
        int a(long v);
    }

    interface TwoGetters extends Struct {
        int a();

        @Length(2)
        int a(int i);
    }

    interface Empty extends Struct {
        default int a() {
            return 1;
        }
    }

    interface TooLarge extends Struct {
        @Length(Integer.MAX_VALUE)
        long a(int i);
    }

    @KernelStruct("task_struct")
    interface OfTheKernel extends Struct {
        int pid();
    }

    interface EmbedsOfTheKernel extends Struct {
        OfTheKernel task();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(SetterOnly.class, ".a(int)void: setter without getter a()"),
                Arguments.of(SetterOfOtherType.class, ".a(long)void: getter and setter differ; expected void a(int)"),
                Arguments.of(BytesWithoutLength.class, ".a()Bytes: needs @Length(n)"),
                Arguments.of(LengthZero.class, ".a()Bytes: needs @Length(n)"),
                Arguments.of(LengthOfNumber.class, ".a()int: @Length is for Bytes and for arrays"),
                Arguments.of(FloatingPoint.class, ".a()double: unsupported type"),
                Arguments.of(Text.class, ".a()String: unsupported type"),
                Arguments.of(Recursive.class, ".a()StructLayoutTest$Recursive: struct contains itself"),
                Arguments.of(
                        RecursiveByAnother.class, ".b()StructLayoutTest$RecursiveByAnother: struct contains itself"),
                Arguments.of(NarrowByWrongType.class, ".a()long: @U8 needs a getter of type int"),
                Arguments.of(OneByteInNetworkOrder.class, ".a()byte: @BigEndian on a field of one byte"),
                Arguments.of(AtomicOnNothing.class, ".add(int)void: atomic access names no field: b"),
                Arguments.of(AtomicOnShort.class, ".add(short)void: an atomic access needs a field of 4 or 8 bytes"),
                Arguments.of(AtomicOfOtherType.class, ".add(long)void: ADD looks otherwise; expected void add(int)"),
                Arguments.of(SetterOfBytes.class, ".a(Bytes)void: embedded fields are written through their view"),
                Arguments.of(GetterWithParameter.class, ".a(long)int: a getter has no parameter"),
                Arguments.of(TwoGetters.class, ".a(int)int: second getter of the same name"),
                Arguments.of(Empty.class, "Empty: struct without fields"),
                Arguments.of(TooLarge.class, ".a(int)long: struct exceeds 268435456 bytes"),
                Arguments.of(OfTheKernel.class, "OfTheKernel: layout of a @KernelStruct comes from the kernel's BTF"),
                Arguments.of(EmbedsOfTheKernel.class, ".task()StructLayoutTest$OfTheKernel: "),
                Arguments.of(Bytes.class, "Bytes has no layout of its own"),
                Arguments.of(String.class, "java.lang.String: not an interface that extends Struct"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTypeMethodAndReasonOfMistakes(Class<?> type, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StructLayout.of(type))
                .withMessageContaining(type.getSimpleName())
                .withMessageContaining(message);
    }
}
