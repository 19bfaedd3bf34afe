package dev.skep.cli.list;

import dev.skep.bpf.inspect.Holder;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.ColumnSet;
import dev.skep.cli.output.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The columns of {@code skep list}, for each kind of object and for all together. */
final class ListColumns {
    private static final int WORD_BYTES = Long.BYTES;

    private final BootClock clock = new BootClock();

    /** Columns of one kind: all, and those that are shown unless the user names others. */
    record Choice<E>(ColumnSet<E> all, List<Column<E>> standard) {}

    /** For a list of everything. */
    Choice<Listed> everything() {
        Column<Listed> kind =
                word("kind", 7, "program, map or link", object -> object.kind().word());
        List<Column<Listed>> all =
                List.of(kind, id(), type(), name(), attached(), memory(), processes(), pids(), pinned());
        return new Choice<>(
                new ColumnSet<>(all), List.of(kind, id(), type(), name(), memory(), processes(), attached()));
    }

    Choice<ListedProgram> programs(boolean counted) {
        Column<ListedProgram> tag = word(
                "tag",
                16,
                "hash of its instructions",
                program -> tag(program.info().tag()));
        Column<ListedProgram> user = number(
                "uid",
                5,
                "who loaded it",
                program -> Integer.toUnsignedLong(program.info().userId()));
        Column<ListedProgram> loaded = word(
                "loaded",
                20,
                "when it was loaded",
                program -> clock.text(program.info().loadTime()));
        Column<ListedProgram> instructions = number(
                "insns",
                6,
                "instructions after the verifier's changes",
                program -> program.info().translatedBytes() / WORD_BYTES);
        Column<ListedProgram> verified = number(
                "verified",
                8,
                "instructions that the verifier visited",
                program -> program.info().verifiedInstructions());
        Column<ListedProgram> machine = number(
                "jited", 6, "bytes of machine code", program -> program.info().jitedBytes());
        Column<ListedProgram> runs = number("runs", 10, "how often it ran", ListedProgram::runs);
        Column<ListedProgram> time = Column.right(
                "seconds", 9, "how long it ran, in seconds", (program, out) -> out.seconds(program.runNanos()));
        Column<ListedProgram> average = number(
                "average",
                7,
                "nanoseconds of a run",
                program -> program.runs() == 0 ? 0 : program.runNanos() / program.runs());
        Column<ListedProgram> missed = number(
                "missed",
                6,
                "runs left out while it was running already",
                program -> program.info().recursionMisses());
        Column<ListedProgram> maps = numbers(
                "maps", 12, "the ids of its maps", program -> program.info().mapIds());
        Column<ListedProgram> btf = number(
                "btf",
                6,
                "the id of its types, 0 for none",
                program -> program.info().btfId());
        List<Column<ListedProgram>> all = List.of(
                id(),
                type(),
                name(),
                tag,
                attached(),
                user,
                loaded,
                instructions,
                verified,
                machine,
                memory(),
                runs,
                time,
                average,
                missed,
                maps,
                btf,
                processes(),
                pids(),
                pinned());
        List<Column<ListedProgram>> standard = counted
                ? List.of(id(), type(), name(), runs, time, average, instructions, processes(), attached())
                : List.of(id(), type(), name(), instructions, memory(), loaded, processes(), attached());
        return new Choice<>(new ColumnSet<>(all), standard);
    }

    Choice<ListedMap> maps() {
        Column<ListedMap> key =
                number("key", 4, "bytes of a key", map -> map.info().keySize());
        Column<ListedMap> value =
                number("value", 6, "bytes of a value", map -> map.info().valueSize());
        Column<ListedMap> entries = number(
                "entries",
                9,
                "most elements, or bytes of a ring",
                map -> Integer.toUnsignedLong(map.info().maxEntries()));
        Column<ListedMap> flags = word(
                "flags",
                6,
                "flags, hexadecimal",
                map -> "0x" + Integer.toHexString(map.info().flags()));
        Column<ListedMap> frozen =
                Column.left("frozen", 6, "whether user space may not write it", (map, out) -> out.flag(map.frozen()));
        Column<ListedMap> programs = numbers("programs", 12, "the ids of programs that use it", ListedMap::programs);
        Column<ListedMap> btf = number(
                "btf", 6, "the id of its types, 0 for none", map -> map.info().btfId());
        List<Column<ListedMap>> all = List.of(
                id(),
                type(),
                name(),
                key,
                value,
                entries,
                flags,
                frozen,
                memory(),
                programs,
                btf,
                processes(),
                pids(),
                pinned());
        return new Choice<>(
                new ColumnSet<>(all),
                List.of(id(), type(), name(), key, value, entries, memory(), programs, processes()));
    }

    Choice<ListedLink> links() {
        Column<ListedLink> program = number(
                "program", 7, "the id of its program", link -> link.info().programId());
        List<Column<ListedLink>> all =
                List.of(id(), type(), program, name(), attached(), processes(), pids(), pinned());
        return new Choice<>(new ColumnSet<>(all), List.of(id(), type(), program, name(), processes(), attached()));
    }

    private static <E extends Listed> Column<E> id() {
        return number("id", 6, "its number in the system", Listed::id);
    }

    private static <E extends Listed> Column<E> type() {
        return word("type", 16, "the kernel's name of its type", Listed::type);
    }

    private static <E extends Listed> Column<E> name() {
        return word("name", 15, "its name, or its program's", Listed::name);
    }

    private static <E extends Listed> Column<E> attached() {
        return texts("attached", 36, "where it is attached", ", ", Listed::attached);
    }

    private static <E extends Listed> Column<E> memory() {
        return number("memory", 9, "bytes of kernel memory", Listed::memoryBytes);
    }

    private static <E extends Listed> Column<E> processes() {
        return texts(
                "processes",
                20,
                "the processes that hold it",
                " ",
                object -> object.holders().stream()
                        .map(holder -> holder.command() + "(" + holder.processId() + ")")
                        .toList());
    }

    private static <E extends Listed> Column<E> pids() {
        return numbers(
                "pids",
                12,
                "their ids",
                object -> object.holders().stream().map(Holder::processId).toList());
    }

    private static <E extends Listed> Column<E> pinned() {
        return texts("pinned", 0, "where it is pinned", " ", Listed::pins);
    }

    private static <E> Column<E> number(String name, int width, String description, ToLongFunction<? super E> value) {
        return Column.right(name, width, description, (object, out) -> out.number(value.applyAsLong(object)));
    }

    private static <E> Column<E> word(String name, int width, String description, Function<? super E, String> value) {
        return Column.left(name, width, description, (object, out) -> {
            byte[] bytes = bytes(value.apply(object));
            out.text(bytes, 0, bytes.length);
        });
    }

    private static <E> Column<E> numbers(
            String name, int width, String description, Function<? super E, List<Integer>> values) {
        return Column.left(name, width, description, (object, out) -> {
            out.beginList(" ");
            values.apply(object).forEach(out::element);
            out.endList();
        });
    }

    private static <E> Column<E> texts(
            String name, int width, String description, String separator, Function<? super E, List<String>> values) {
        return Column.left(name, width, description, (object, out) -> {
            out.beginList(separator);
            values.apply(object).forEach(text -> element(text, out));
            out.endList();
        });
    }

    private static void element(String text, FieldWriter out) {
        byte[] bytes = bytes(text);
        out.element(bytes, 0, bytes.length, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Eight bytes in the order of memory, as bpftool prints them. */
    private static String tag(long tag) {
        String digits = Long.toHexString(Long.reverseBytes(tag));
        return "0".repeat(16 - digits.length()) + digits;
    }
}
