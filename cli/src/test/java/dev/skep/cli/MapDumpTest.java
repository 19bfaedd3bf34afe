package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.BtfEnumerator;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.btf.BtfWriter;
import dev.skep.bpf.map.BloomFilter;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.map.Queue;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.Stack;
import dev.skep.bpf.map.StackTraceMap;
import dev.skep.bpf.map.TaskStorage;
import dev.skep.bpf.map.UserRingBuffer;
import dev.skep.bpf.map.UserRingBufferWriter;
import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.CpuList;
import dev.skep.bpf.sys.DetachedMount;
import dev.skep.cli.Cli.Run;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MapDumpTest {
    private static final long SEED = 0xd0_0d;

    /** A value with every kind of field. */
    interface Session extends Struct {
        long bytes();

        void bytes(long v);

        @BigEndian
        short port();

        void port(short v);

        boolean open();

        void open(boolean v);

        @Length(8)
        Bytes comm();

        @Length(3)
        int ratio(int index);

        void ratio(int index, int v);

        Counter inner();
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static List<Object> lines(String json) {
        return json.lines().map(JsonText::read).toList();
    }

    /** What bpftool decodes, each element as Skep prints it. */
    private static List<?> formatted(int id) throws IOException {
        return ((List<?>) Bpftool.json("map", "dump", "id", Integer.toString(id)))
                .stream()
                        .map(element -> normal(JsonText.member(element, "formatted")))
                        .toList();
    }

    /** Bit-fields as numbers, the members of anonymous members among the others. */
    private static Object normal(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> members = new LinkedHashMap<>();
                map.forEach((name, member) -> {
                    if (((String) name).isEmpty() && normal(member) instanceof Map<?, ?> inner) {
                        inner.forEach((innerName, innerMember) -> members.put((String) innerName, innerMember));
                    } else {
                        members.put((String) name, normal(member));
                    }
                });
                yield members;
            }
            case List<?> list -> list.stream().map(MapDumpTest::normal).toList();
            case String text
            when text.matches("0x[0-9a-f]{1,16}") -> new BigDecimal(new BigInteger(text.substring(2), 16));
            default -> value;
        };
    }

    private static List<?> dumped(int id) {
        Run run = Cli.run("map", "dump", Integer.toString(id), "-o", "json");
        assertThat(run.status()).as(run.error()).isZero();
        return lines(run.out()).stream().map(MapDumpTest::normal).toList();
    }

    @Test
    void mapsOfSkepShowTheirFieldsInBpftoolAsWell() throws Exception {
        try (HashMap<Long, Session> map = HashMap.of(Long.class, Session.class, 4)) {
            map.name("sessions");
            map.create();
            Session session = Flyweight.of(Session.class).allocate();
            session.bytes(-1);
            session.port((short) 443);
            session.open(true);
            session.comm().string("curl");
            session.ratio(1, -7);
            session.inner().value(99);
            map.put(12L, session);
            assertThat(dumped(map.id())).isEqualTo(formatted(map.id()));
            Run run = Cli.run("map", "dump", "sessions");
            assertThat(run.out())
                    .isEqualTo(
                            "12  {bytes -1, port 47873, open true, comm \"curl\", ratio [0 -7 0], inner {value 99}}\n");
            assertThat(run.error()).isEqualTo("skep map dump: 1 element\n");
        }
    }

    @Test
    void processorsAreShownWithTheirSum() throws Exception {
        try (PerCpuArray<Counter> map = PerCpuArray.of(Counter.class, 2)) {
            map.create();
            Counter counter = Flyweight.of(Counter.class).allocate();
            counter.value(5);
            map.set(1, counter);
            int cpus = CpuList.possibleCount();
            Run run = Cli.run("map", "dump", Integer.toString(map.id()));
            assertThat(run.out())
                    .contains("0  sum {value 0}\n", "1  sum {value " + 5 * cpus + "}\n", "cpu0 {value 5}\n");
            List<?> json = lines(Cli.run("map", "dump", Integer.toString(map.id()), "-o", "json")
                    .out());
            assertThat(JsonText.member(JsonText.member(json.get(1), "sum"), "value"))
                    .isEqualTo(BigDecimal.valueOf(5L * cpus));
            List<?> peer = formatted(map.id());
            for (int i = 0; i < peer.size(); i++) {
                assertThat(JsonText.member(json.get(i), "values")).isEqualTo(JsonText.member(peer.get(i), "values"));
            }
        }
    }

    @Test
    void agreesWithBpftoolOnRandomValues() throws Exception {
        BtfWriter types = new BtfWriter();
        int u8 = types.addInt("__u8", 1, false);
        int s16 = types.addInt("__s16", 2, true);
        int u32 = types.addInt("__u32", 4, false);
        int s32 = types.addInt("__s32", 4, true);
        int u64 = types.addInt("__u64", 8, false);
        int wide = types.addInt("__uint128", 16, false);
        int character = types.addInt("char", 1, true);
        int state = types.addEnum("state", 4, true, List.of(new BtfEnumerator("OFF", 0), new BtfEnumerator("ON", 1)));
        int flags = types.addStruct(
                "flags", 4, List.of(new BtfMember("low", u32, 0, 3), new BtfMember("high", u32, 3, 29)));
        int view = types.addUnion("", 8, List.of(BtfMember.at("number", u64, 0), BtfMember.at("short_one", s16, 0)));
        int named = types.addUnion("named", 8, List.of(BtfMember.at("first", u64, 0), BtfMember.at("flags", flags, 0)));
        int value = types.addStruct(
                "value",
                96,
                List.of(
                        BtfMember.at("wide", wide, 0),
                        BtfMember.at("", view, 16),
                        BtfMember.at("named", named, 24),
                        BtfMember.at("text", types.addArray(character, u32, 8), 32),
                        BtfMember.at("bytes", types.addArray(u8, u32, 3), 40),
                        BtfMember.at("state", types.addTypedef("state_t", state), 44),
                        BtfMember.at("next", types.addPointer(0), 48),
                        BtfMember.at("rows", types.addArray(types.addArray(s16, u32, 2), u32, 3), 56),
                        BtfMember.at("volatile_one", types.addVolatile(types.addConst(s32)), 68),
                        BtfMember.at("flags", flags, 72),
                        BtfMember.at("tail", u64, 80),
                        BtfMember.at("last", s16, 88)));
        SplittableRandom random = new SplittableRandom(SEED);
        try (TypedMap map = new TypedMap("random", TypedMap.HASH, 4, 96, 300, types.toBytes(), u32, value)) {
            for (int i = 0; i < 300; i++) {
                byte[] bytes = new byte[96];
                random.nextBytes(bytes);
                if (i % 2 == 0) {
                    // No backslash: bpftool writes one as the end of a line.
                    ByteBuffer.wrap(bytes).put(32, "say \"\0".getBytes(StandardCharsets.US_ASCII));
                    ByteBuffer.wrap(bytes).put(44, little(i % 3));
                }
                map.put(little(i), bytes);
            }
            List<?> ours = dumped(map.id());
            List<?> peer = formatted(map.id());
            assertThat(ours).hasSize(300).hasSameSizeAs(peer);
            for (int i = 0; i < ours.size(); i++) {
                assertThat((Object) ours.get(i)).isEqualTo(peer.get(i));
            }
        }
    }

    @Test
    void withoutTypesBytesAreShownAsBpftoolDoes() throws Exception {
        try (TypedMap map = new TypedMap("untyped", TypedMap.HASH, 3, 5, 8, new byte[0], 0, 0)) {
            map.put(new byte[] {1, 2, (byte) 255}, new byte[] {9, 8, 7, 6, 5});
            assertThat(Cli.run("map", "dump", "untyped").out()).isEqualTo("01 02 ff  09 08 07 06 05\n");
            assertThat(lines(Cli.run("map", "dump", "untyped", "-o", "json").out()))
                    .isEqualTo(Bpftool.json("map", "dump", "id", Integer.toString(map.id())));
        }
    }

    @Test
    void outputIsBounded() {
        try (TypedMap map = new TypedMap("bounded", TypedMap.ARRAY, 4, 4, 1000, new byte[0], 0, 0)) {
            assertThat(map.id()).isPositive();
            Run run = Cli.run("map", "dump", "bounded", "--count", "2");
            assertThat(run.out()).isEqualTo("0  00 00 00 00\n1  00 00 00 00\n");
            assertThat(run.error()).isEqualTo("skep map dump: 2 elements; there may be more\n");
        }
    }

    @Test
    void ringsProgramsAndStacksSaySomethingSensible() {
        try (RingBuffer<Counter> ring = RingBuffer.of(Counter.class, 4096);
                ProgramArray programs = ProgramArray.of(2);
                StackTraceMap stacks = StackTraceMap.of(4)) {
            for (BpfMap map : List.of(ring, programs, stacks)) {
                map.create();
            }
            assertThat(Cli.run("map", "dump", Integer.toString(ring.id())).out())
                    .isEqualTo("ring buffer of 4096 bytes: 0 wait for its reader, 0 have gone through it\n");
            assertThat(lines(Cli.run("map", "dump", Integer.toString(ring.id()), "-o", "json")
                            .out()))
                    .hasSize(1);
            assertThat(Cli.run("map", "dump", Integer.toString(programs.id())).error())
                    .isEqualTo("skep map dump: 0 elements\n");
            assertThat(Cli.run("map", "dump", Integer.toString(stacks.id())).status())
                    .isZero();
        }
    }

    private static Counter counter(long value) {
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(value);
        return counter;
    }

    @Test
    void queuesAndStacksShowWhatIsNext() {
        try (Queue<Counter> queue = Queue.of(Counter.class, 4);
                Stack<Counter> stack = Stack.of(Counter.class, 4)) {
            queue.create();
            stack.create();
            String id = Integer.toString(queue.id());
            assertThat(Cli.run("map", "dump", id).error()).isEqualTo("skep map dump: no element\n");
            for (int i = 1; i <= 3; i++) {
                queue.push(counter(i));
                stack.push(counter(i));
            }
            Run shown = Cli.run("map", "dump", id);
            assertThat(shown.out()).isEqualTo("01 00 00 00 00 00 00 00\n");
            assertThat(shown.error())
                    .isEqualTo(
                            "skep map dump: the next element; what is behind it in a queue shows when this one is taken"
                                    + " out\n");
            assertThat(Cli.run("map", "dump", Integer.toString(stack.id()), "-o", "json")
                            .out())
                    .startsWith("{\"value\":[\"0x03\"");
        }
    }

    @Test
    void ringsOfUserSpaceSayWhatWaits() {
        try (UserRingBuffer<Counter> ring = UserRingBuffer.of(Counter.class, 4096)) {
            ring.create();
            try (UserRingBufferWriter<Counter> writer = ring.writer()) {
                writer.send(counter(1));
                assertThat(Cli.run("map", "dump", Integer.toString(ring.id())).out())
                        .isEqualTo("ring buffer of 4096 bytes: 16 wait for a program, 16 have gone through it\n");
            }
        }
    }

    @Test
    void whatCannotBeShownSaysWhy() {
        try (BloomFilter<Counter> filter = BloomFilter.of(Counter.class, 10);
                TaskStorage<Counter> storage = TaskStorage.of(Counter.class)) {
            filter.create();
            storage.create();
            Run bits = Cli.run("map", "dump", Integer.toString(filter.id()));
            assertThat(bits.status()).isNotZero();
            assertThat(bits.error()).contains("a bloom_filter keeps no elements, only bits");
            Run tasks = Cli.run("map", "dump", Integer.toString(storage.id()));
            assertThat(tasks.status()).isNotZero();
            assertThat(tasks.error()).contains("the values of a task_storage lie beside the kernel's objects");
        }
    }

    @Test
    void aMapIsFoundByItsPin() {
        try (DetachedMount fileSystem = DetachedMount.of("bpf");
                HashMap<Integer, Counter> map = HashMap.of(Integer.class, Counter.class, 1)) {
            map.create();
            Path pin = Path.of(fileSystem.path(), "pinned");
            map.pin(pin);
            assertThat(Cli.run("map", "dump", pin.toString()).status()).isZero();
        }
    }

    @Test
    void whatIsNotThereIsOneLine() {
        for (String words : List.of("2147483647", "no_such_map", "/no/such/pin", "99999999999")) {
            Run run = Cli.run("map", "dump", words);
            assertThat(run.error().lines()).as(words).hasSize(1);
            assertThat(run.status()).isIn(1, 2);
            assertThat(run.out()).isEmpty();
        }
        try (TypedMap one = new TypedMap("twice", TypedMap.ARRAY, 4, 4, 1, new byte[0], 0, 0);
                TypedMap other = new TypedMap("twice", TypedMap.ARRAY, 4, 4, 1, new byte[0], 0, 0)) {
            assertThat(Cli.run("map", "dump", "twice").error())
                    .isEqualTo("skep map dump: 2 maps have the name 'twice', by id: " + one.id() + ", " + other.id()
                            + "\n");
        }
    }
}
