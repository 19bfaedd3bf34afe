package dev.skep.bpf.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.MalformedInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corners of the tables: numbers that did not fit the header, missing tables, symbols of all kinds. Offsets are those of elf(5). */
final class ElfTablesTest {
    private static final int FUNCTION = ElfSymbol.FUNCTION;
    private static final int OBJECT = 1;
    private static final int CODE = 1;
    private static final int SECTION_BYTES = 64;
    private static final int SYMBOLS_AT = SampleElf.CODE_OFFSET + 0x100;
    private static final int SYMBOL_BYTES = 24;

    @TempDir
    private Path folder;

    private ElfFile open(byte[] bytes) throws IOException {
        return ElfFile.open(Files.write(folder.resolve("sample.so"), bytes));
    }

    private static byte[] changed(SampleElf sample, Consumer<ByteBuffer> change) {
        byte[] bytes = sample.toBytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    private void malformed(byte[] bytes, String message, long offset) {
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> {
                    try (ElfFile elf = open(bytes)) {
                        elf.symbols().forEach(symbol -> elf.symbol(symbol.name()));
                        elf.sections().forEach(elf::bytes);
                    }
                })
                .withMessageContaining(message)
                .satisfies(wrong -> assertThat(wrong.offset()).isEqualTo(offset));
    }

    private static int sections(ByteBuffer file) {
        return (int) file.getLong(40);
    }

    private static SampleElf sample() {
        return new SampleElf().symbol("f", FUNCTION, 1, CODE, SampleElf.BASE + 4, 1);
    }

    @Test
    void numbersThatDidNotFitAreInTheFirstSection() throws IOException {
        byte[] bytes = changed(sample(), file -> {
            int first = sections(file);
            file.putShort(60, (short) 0).putLong(first + 32, 6);
            file.putShort(56, (short) -1).putInt(first + 44, 1);
            file.putShort(62, (short) -1).putInt(first + 40, 4);
        });
        try (ElfFile elf = open(bytes)) {
            assertThat(elf.sections())
                    .extracting(ElfSection::name)
                    .containsExactly("", ".dynsym", ".dynstr", ".gnu.version", ".shstrtab", ".bss");
            assertThat(elf.fileOffset(SampleElf.BASE)).contains((long) SampleElf.CODE_OFFSET);
            assertThat(elf.symbol("f")).isPresent();
        }
    }

    @Test
    void numbersThatFitAreNotLookedForElsewhere() throws IOException {
        byte[] bytes = changed(sample(), file -> {
            int first = sections(file);
            file.putLong(first + 32, 99).putInt(first + 44, 99).putInt(first + 40, 99);
        });
        try (ElfFile elf = open(bytes)) {
            assertThat(elf.sections()).hasSize(6);
        }
    }

    @Test
    void aFileWithoutSectionsHasItsSegments() throws IOException {
        byte[] bytes = changed(sample(), file -> file.putLong(40, 0).putShort(58, (short) 7));
        try (ElfFile elf = open(bytes)) {
            assertThat(elf.sections()).isEmpty();
            assertThat(elf.symbols()).isEmpty();
            assertThat(elf.fileOffset(SampleElf.BASE + 0xff)).contains(SampleElf.CODE_OFFSET + 0xffL);
        }
    }

    @Test
    void aFileMayBeItsHeaderAlone() throws IOException {
        byte[] bytes = Arrays.copyOf(
                changed(
                        sample(),
                        file -> file.putLong(40, 0).putShort(54, (short) 0).putShort(56, (short) 0)),
                64);
        try (ElfFile elf = open(bytes)) {
            assertThat(elf.machine()).isEqualTo(ElfFile.X86_64);
            assertThat(elf.fileOffset(SampleElf.BASE)).isEmpty();
        }
        malformed(Arrays.copyOf(bytes, 63), "no ELF file: 63 bytes long", 0);
    }

    @Test
    void entriesOfAnotherSizeAreRefused() {
        malformed(changed(sample(), file -> file.putShort(54, (short) 32)), "entries of 56 bytes expected, not 32", 54);
        malformed(changed(sample(), file -> file.put(5, (byte) 2)), "a 64-bit little-endian file expected", 4);
    }

    @Test
    void moreEntriesThanFitAreRefused() {
        malformed(
                changed(sample(), file -> file.putShort(60, (short) 0).putLong(sections(file) + 32, Long.MAX_VALUE)),
                "do not fit the file",
                60);
        malformed(
                changed(sample(), file -> file.putShort(60, (short) 0).putLong(sections(file) + 32, -1)),
                "1 segments and -1 sections do not fit the file",
                60);
        malformed(
                changed(sample(), file -> file.putShort(56, (short) -1).putInt(sections(file) + 44, -2)),
                "-2 segments and 6 sections do not fit",
                60);
    }

    @Test
    void sectionsThatAreNotInTheFileAreRefused() {
        malformed(
                changed(sample(), file -> file.putShort(62, (short) 6)), "section 6 with the names does not exist", 62);
        malformed(
                changed(sample(), file -> file.putShort(62, (short) -1).putInt(sections(file) + 40, -1)),
                "section -1 with the names does not exist",
                62);
        malformed(
                changed(sample(), file -> file.putInt(sections(file) + SECTION_BYTES + 40, 6)),
                "section 6 with the symbols' names does not exist",
                SYMBOLS_AT);
        malformed(
                changed(sample(), file -> file.putInt(sections(file) + SECTION_BYTES + 40, -1)),
                "section -1 with the symbols' names does not exist",
                SYMBOLS_AT);
        malformed(
                changed(sample(), file -> file.putLong(sections(file) + 2 * SECTION_BYTES + 32, 1L << 40)),
                "section .dynstr of 1099511627776 bytes is beyond the file's",
                SYMBOLS_AT + 2 * SYMBOL_BYTES);
    }

    @Test
    void namesThatAreNotInTheirTableAreRefused() {
        int strings = SYMBOLS_AT + 2 * SYMBOL_BYTES;
        malformed(
                changed(sample(), file -> file.putInt(SYMBOLS_AT + SYMBOL_BYTES, 3)),
                "string at 3 is beyond 3 bytes",
                strings);
        malformed(
                changed(sample(), file -> file.putInt(SYMBOLS_AT + SYMBOL_BYTES, -1)),
                "string at 4294967295 is beyond 3 bytes",
                strings);
        malformed(changed(sample(), file -> file.put(strings + 2, (byte) 'x')), "string does not end", strings + 1);
    }

    @Test
    void aLongNameThatIsNamedAgainAndAgainIsRefused() {
        SampleElf sample = new SampleElf().symbol("n".repeat(8_000), FUNCTION, 1, CODE, SampleElf.BASE, 1);
        int symbols = 160;
        for (int i = 1; i < symbols; i++) {
            sample.symbol("", FUNCTION, 1, CODE, SampleElf.BASE, 1);
        }
        byte[] bytes = changed(sample, file -> {
            for (int i = 1; i <= symbols; i++) file.putInt(SYMBOLS_AT + i * SYMBOL_BYTES, 1);
        });
        malformed(
                bytes, "strings are longer than their table can hold", SYMBOLS_AT + (symbols + 1) * SYMBOL_BYTES + 1L);
    }

    /** Kind (2 function, 10 chosen at run time, 1 object), binding (0 local, 1 global, 2 weak) and version of two; the first is chosen. */
    @ParameterizedTest
    @CsvSource({
        "2, 0, 1, 10, 1, 1",
        "10, 0, 1, 1, 1, 1",
        "2, 0, 32770, 1, 1, 1",
        "2, 1, 1, 2, 2, 1",
        "2, 2, 1, 2, 0, 1",
        "2, 0, 1, 2, 1, 32769",
        "1, 1, 1, 0, 2, 1"
    })
    void ofSeveralWithOneNameTheMoreUsefulIsFound(
            int kind, int binding, int version, int kind2, int binding2, int version2) throws IOException {
        for (boolean first : new boolean[] {true, false}) {
            SampleElf sample = new SampleElf();
            if (!first) sample.symbol("x", kind2, binding2, CODE, 0x1002, version2);
            sample.symbol("x", kind, binding, CODE, 0x1001, version);
            if (first) sample.symbol("x", kind2, binding2, CODE, 0x1002, version2);
            try (ElfFile elf = open(sample.toBytes())) {
                assertThat(elf.symbol("x")).hasValueSatisfying(x -> {
                    assertThat(x.address()).isEqualTo(0x1001);
                    assertThat(x.isFunction()).isEqualTo(kind == FUNCTION);
                    assertThat(x.binding()).isEqualTo(binding);
                    assertThat(x.type()).isEqualTo(kind);
                });
            }
        }
    }

    @Test
    void ofTwoAlikeTheFirstIsFound() throws IOException {
        try (ElfFile elf = open(new SampleElf()
                .symbol("x", OBJECT, 1, CODE, 0x1001, 1)
                .symbol("x", OBJECT, 1, CODE, 0x1002, 1)
                .toBytes())) {
            assertThat(elf.symbol("x"))
                    .hasValueSatisfying(x -> assertThat(x.address()).isEqualTo(0x1001));
        }
    }

    @Test
    void versionsBehindTheNameTellTheDefault() throws IOException {
        try (ElfFile elf = open(new SampleElf()
                .symbol("close@V1", FUNCTION, 1, CODE, 0x1001, 1)
                .symbol("close@@V2", FUNCTION, 0, CODE, 0x1002, 1)
                .symbol("closed", FUNCTION, 1, CODE, 0x1003, 1)
                .symbol("@odd", FUNCTION, 1, CODE, 0x1004, 1)
                .symbol("last@", FUNCTION, 1, CODE, 0x1005, 1)
                .toBytes())) {
            assertThat(elf.symbol("close"))
                    .hasValueSatisfying(x -> assertThat(x.address()).isEqualTo(0x1002));
            assertThat(elf.symbol("clos")).isEmpty();
            assertThat(elf.symbol("closedown")).isEmpty();
            assertThat(elf.symbol("last")).isPresent();
            assertThat(elf.symbol("a\0b")).isEmpty();
            assertThat(elf.symbols())
                    .extracting(ElfSymbol::name)
                    .containsExactly("close", "close", "closed", "@odd", "last");
        }
    }

    @Test
    void reservedSectionsHaveNoSymbolsButOneMeansElsewhere() throws IOException {
        try (ElfFile elf = open(new SampleElf()
                .symbol("last", FUNCTION, 1, 0xfeff, 0x1001, 1)
                .symbol("reserved", FUNCTION, 1, 0xff00, 0x1002, 1)
                .symbol("common", OBJECT, 1, 0xfff2, 0x1003, 1)
                .symbol("elsewhere", FUNCTION, 1, 0xffff, 0x1004, 1)
                .symbol("section", 3, 0, CODE, 0x1005, 1)
                .symbol("untyped", 0, 1, CODE, 0x1006, 1)
                .toBytes())) {
            assertThat(elf.symbols()).extracting(ElfSymbol::name).containsExactly("last", "elsewhere", "untyped");
        }
    }

    @Test
    void allSymbolsComeBeforeTheDynamicOnes() throws IOException {
        // The version table becomes a second table of symbols that has none.
        byte[] bytes = changed(sample(), file -> {
            file.putInt(sections(file) + SECTION_BYTES + 4, ElfSection.SYMBOLS);
            file.putInt(sections(file) + 3 * SECTION_BYTES + 4, ElfSection.DYNAMIC_SYMBOLS);
            file.putInt(sections(file) + 3 * SECTION_BYTES + 40, 2);
        });
        try (ElfFile elf = open(bytes)) {
            assertThat(elf.symbol("f")).isPresent();
            assertThat(elf.symbols()).hasSize(1);
        }
    }

    @Test
    void versionsOfAnotherTableAreNotLookedAt() throws IOException {
        SampleElf sample = new SampleElf()
                .symbol("x", FUNCTION, 1, CODE, 0x1001, 0x8002)
                .symbol("x", FUNCTION, 1, CODE, 0x1002, 1);
        try (ElfFile elf = open(sample.toBytes())) {
            assertThat(elf.symbol("x"))
                    .hasValueSatisfying(x -> assertThat(x.address()).isEqualTo(0x1002));
        }
        byte[] others = changed(sample, file -> file.putInt(sections(file) + 3 * SECTION_BYTES + 40, 5));
        try (ElfFile elf = open(others)) {
            assertThat(elf.symbol("x"))
                    .hasValueSatisfying(x -> assertThat(x.address()).isEqualTo(0x1001));
        }
    }

    @Test
    void segmentsReachToTheirLastByteAndNoFurther() throws IOException {
        try (ElfFile elf = open(sample().toBytes())) {
            assertThat(elf.fileOffset(SampleElf.BASE + 0xff)).contains(SampleElf.CODE_OFFSET + 0xffL);
            assertThat(elf.fileOffset(SampleElf.BASE + 0x100)).isEmpty();
            assertThat(elf.fileOffset(-1L)).isEmpty();
        }
        byte[] whole = sample().toBytes();
        byte[] ends = changed(sample(), file -> file.putLong(64 + 32, whole.length - SampleElf.CODE_OFFSET));
        try (ElfFile elf = open(ends)) {
            assertThat(elf.fileOffset(SampleElf.BASE + whole.length - SampleElf.CODE_OFFSET - 1))
                    .contains(whole.length - 1L);
        }
        malformed(
                changed(sample(), file -> file.putLong(64 + 32, whole.length - SampleElf.CODE_OFFSET + 1)),
                "segment at 120 is beyond the file's " + whole.length,
                64);
        malformed(changed(sample(), file -> file.putLong(64 + 8, -1)), "segment at -1 is beyond", 64);
        malformed(changed(sample(), file -> file.putLong(64 + 32, -1)), "segment at 120 is beyond", 64);
    }
}
