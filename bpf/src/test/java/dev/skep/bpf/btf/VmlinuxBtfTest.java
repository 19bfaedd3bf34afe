package dev.skep.bpf.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.Skip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The types of the running kernel. */
@Tag("kernel")
final class VmlinuxBtfTest {
    private static final Path BPFTOOL = Path.of("/usr/sbin/bpftool");
    private static final Pattern TYPE =
            Pattern.compile("\\[(\\d+)] (\\w+) '(.*?)'(?: size=(\\d+))?(?: type_id=(\\d+))?.*");
    private static final Pattern MEMBER =
            Pattern.compile("\t'(.*?)' type_id=(\\d+) bits_offset=(\\d+)(?: bitfield_size=(\\d+))?");

    private final Btf kernel = Btf.vmlinux();

    @Test
    void answersEverythingAboutEveryType() {
        assertThat(kernel.typeCount()).isGreaterThan(10_000);
        assertThat(BtfWalk.sound(kernel)).isNotZero();
    }

    @Test
    void findsEveryTypeByItsName() {
        Map<String, Integer> first = new HashMap<>();
        for (int id = 1; id < kernel.typeCount(); id++) {
            first.putIfAbsent(kernel.kind(id) + " " + kernel.name(id), id);
        }
        for (int id = 1; id < kernel.typeCount(); id++) {
            String name = kernel.name(id);
            int expected = first.getOrDefault(kernel.kind(id) + " " + name, -1);
            int found = kernel.find(name, kernel.kind(id));
            if (found != expected) {
                assertThat(found).as(name).isEqualTo(expected);
            }
        }
    }

    @Test
    void everyTypeSurvivesBeingWrittenAgain() {
        Btf copy = BtfCopy.of(kernel);
        assertThat(copy.typeCount()).isEqualTo(kernel.typeCount());
        for (int id = 0; id < kernel.typeCount(); id++) {
            assertThat(copy.kind(id)).as("kind of type %d", id).isEqualTo(kernel.kind(id));
            assertThat(copy.name(id)).as("name of type %d", id).isEqualTo(kernel.name(id));
            assertThat(BtfPrinter.toC(copy, id)).as("type %d in C", id).isEqualTo(BtfPrinter.toC(kernel, id));
        }
        // Once more: what the writer makes of its own blob is that blob.
        assertThat(BtfWalk.sound(BtfCopy.of(copy))).isEqualTo(BtfWalk.sound(kernel));
    }

    @Test
    void isReadOnce() {
        assertThat(Btf.vmlinux()).isSameAs(kernel);
    }

    @Test
    void mappingAndReadingGiveTheSameBytes() throws IOException {
        assertThat(VmlinuxBtf.bytes()).isEqualTo(Files.readAllBytes(Path.of(VmlinuxBtf.PATH)));
    }

    @Test
    void describesWhatProgramsUse() {
        int task = kernel.find("task_struct", BtfKind.STRUCT);
        BtfMember parent = Objects.requireNonNull(kernel.member(task, "real_parent"));
        assertThat(kernel.kind(kernel.resolve(parent.typeId()))).isEqualTo(BtfKind.PTR);
        assertThat(kernel.resolve(kernel.target(kernel.resolve(parent.typeId()))))
                .isEqualTo(task);
        BtfMember comm = Objects.requireNonNull(kernel.member(task, "comm"));
        assertThat(kernel.sizeOf(comm.typeId())).isEqualTo(16);
        assertThat(kernel.enumValue("bpf_map_type", "BPF_MAP_TYPE_RINGBUF")).isEqualTo(27);
        assertThat(kernel.find("btf_trace_sys_enter", BtfKind.TYPEDEF)).isPositive();
        assertThat(BtfPrinter.toC(kernel, kernel.find("list_head", BtfKind.STRUCT)))
                .isEqualTo(
                        "struct list_head {\n    struct list_head *next; // 0\n    struct list_head *prev; // 8\n};");
    }

    @Test
    void agreesWithBpftoolOnEveryTypeAndMember() throws IOException {
        Skip.unless(Files.exists(BPFTOOL), BPFTOOL + " is not installed");
        Process bpftool = new ProcessBuilder(
                        BPFTOOL.toString(), "btf", "dump", "file", VmlinuxBtf.PATH, "format", "raw")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = 0;
        int members = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(bpftool.getInputStream(), StandardCharsets.UTF_8))) {
            Iterator<BtfMember> known = Collections.emptyIterator();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher type = TYPE.matcher(line);
                if (type.matches()) {
                    last = Integer.parseInt(type.group(1));
                    compareType(last, type);
                    known = kernel.isComposite(last) ? kernel.members(last).iterator() : Collections.emptyIterator();
                } else if (kernel.isComposite(last)) {
                    Matcher member = MEMBER.matcher(line);
                    assertThat(member.matches()).as(line).isTrue();
                    compareMember(known.next(), member);
                    members++;
                }
            }
        }
        assertThat(last).isEqualTo(kernel.typeCount() - 1);
        assertThat(members).isGreaterThan(10_000);
    }

    private void compareType(int id, Matcher type) {
        String name = type.group(3).equals("(anon)") ? "" : type.group(3);
        boolean same =
                kernel.kind(id).name().equals(type.group(2)) && kernel.name(id).equals(name);
        assertThat(same).as(type.group()).isTrue();
        if (type.group(4) != null) {
            assertThat(kernel.size(id)).as(type.group()).isEqualTo(Integer.parseInt(type.group(4)));
        }
        if (type.group(5) != null && !type.group(2).equals("ARRAY")) {
            assertThat(kernel.target(id)).as(type.group()).isEqualTo(Integer.parseInt(type.group(5)));
        }
    }

    private static void compareMember(BtfMember member, Matcher line) {
        String name = line.group(1).equals("(anon)") ? "" : line.group(1);
        int bits = line.group(4) == null ? 0 : Integer.parseInt(line.group(4));
        BtfMember expected =
                new BtfMember(name, Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3)), bits);
        if (!member.equals(expected)) {
            assertThat(member).as(line.group()).isEqualTo(expected);
        }
    }
}
