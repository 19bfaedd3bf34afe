package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.btf.BtfLinkage;
import dev.skep.bpf.btf.BtfParameter;
import dev.skep.bpf.btf.BtfWriter;
import dev.skep.bpf.btf.FuncInfo;
import dev.skep.bpf.btf.LineInfo;
import dev.skep.bpf.link.RawTracepointLink;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.cli.Cli.Run;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ListTest {
    private static final long[] CODE = {
        Instructions.mov64Imm(Register.R0, 7),
        Instructions.call(8),
        Instructions.mov64Imm(Register.R0, 0),
        Instructions.exit()
    };

    private static ProgramSpec.Builder program(String name) {
        return ProgramSpec.builder(name, ProgramType.RAW_TRACEPOINT)
                .license("GPL")
                .instructions(CODE);
    }

    private static List<Object> json(String... words) {
        Run run = Cli.run(words);
        assertThat(run.status()).as(run.error()).isZero();
        return run.out().lines().map(JsonText::read).toList();
    }

    private static Object only(List<Object> lines) {
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static BigDecimal number(long value) {
        return BigDecimal.valueOf(value);
    }

    @Test
    void programsAgreeWithBpftool() throws Exception {
        try (Program program = Program.load(program("listed").build());
                RawTracepointLink _ = RawTracepointLink.attach(program, "sched_process_exit")) {
            String id = Integer.toString(program.id());
            Object ours = only(json("list", "programs", "--id", id, "-o", "json"));
            Map<?, ?> peer = (Map<?, ?>) Bpftool.json("prog", "show", "id", id);
            assertThat(JsonText.member(ours, "name")).isEqualTo("listed").isEqualTo(peer.get("name"));
            assertThat(JsonText.member(ours, "type")).isEqualTo(peer.get("type"));
            assertThat(JsonText.member(ours, "tag")).isEqualTo(peer.get("tag"));
            assertThat(JsonText.member(ours, "memory")).isEqualTo(peer.get("bytes_memlock"));
            assertThat(JsonText.member(ours, "jited")).isEqualTo(peer.get("bytes_jited"));
            assertThat(JsonText.member(ours, "insns"))
                    .isEqualTo(number(program.info().translatedBytes() / 8));
            assertThat(JsonText.member(ours, "attached")).isEqualTo(List.of("raw_tracepoint sched_process_exit"));
            assertThat(JsonText.member(ours, "pids"))
                    .isEqualTo(List.of(number(ProcessHandle.current().pid())));
        }
    }

    @Test
    void mapsAgreeWithBpftoolAndNameTheirPrograms() throws Exception {
        try (ArrayMap<Counter> map = ArrayMap.of(Counter.class, 3)) {
            map.name("listed_map");
            map.create();
            String id = Integer.toString(map.id());
            Object ours = only(json("list", "maps", "-n", "listed_ma", "-o", "json"));
            Map<?, ?> peer = (Map<?, ?>) Bpftool.json("map", "show", "id", id);
            assertThat(JsonText.member(ours, "type")).isEqualTo(peer.get("type"));
            assertThat(JsonText.member(ours, "key")).isEqualTo(peer.get("bytes_key"));
            assertThat(JsonText.member(ours, "value")).isEqualTo(peer.get("bytes_value"));
            assertThat(JsonText.member(ours, "entries")).isEqualTo(peer.get("max_entries"));
            assertThat(JsonText.member(ours, "memory")).isEqualTo(peer.get("bytes_memlock"));
            assertThat(JsonText.member(ours, "btf")).isEqualTo(peer.get("btf_id"));
            assertThat(JsonText.member(ours, "programs")).isEqualTo(List.of());
        }
    }

    @Test
    void linksNameTheirProgram() throws Exception {
        try (Program program = Program.load(program("linked").build());
                RawTracepointLink _ = RawTracepointLink.attach(program, "sched_process_exit")) {
            Object ours = only(json("list", "links", "--name", "linked", "-o", "json"));
            Map<?, ?> peer = (Map<?, ?>) Bpftool.json(
                    "link", "show", "id", JsonText.member(ours, "id").toString());
            assertThat(JsonText.member(ours, "program")).isEqualTo(peer.get("prog_id"));
            assertThat(JsonText.member(ours, "type")).isEqualTo(peer.get("type"));
            assertThat(JsonText.member(ours, "attached")).isEqualTo(List.of("raw_tracepoint " + peer.get("tp_name")));
        }
    }

    @Test
    void everythingTogetherIsFilteredByProcess() {
        try (Program program = Program.load(program("together").build());
                ArrayMap<Counter> map = ArrayMap.of(Counter.class, 1)) {
            map.name("together");
            map.create();
            String pid = Long.toString(ProcessHandle.current().pid());
            Run run = Cli.run("list", "--pid", pid, "--name", "together", "--columns", "kind,id,name");
            assertThat(run.status()).as(run.error()).isZero();
            assertThat(run.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                    .containsExactly(
                            "KIND ID NAME", "program " + program.id() + " together", "map " + map.id() + " together");
            assertThat(Cli.run("list", "--pid", pid, "-t", "array,xdp", "-n", "together")
                            .out()
                            .lines())
                    .hasSize(2);
            assertThat(Cli.run("list", "--count", "1", "-n", "together").out().lines())
                    .hasSize(2);
        }
    }

    @Test
    void statisticsCountWhileTheCommandWaits() throws Exception {
        try (Program program = Program.load(program("counted").build());
                RawTracepointLink _ = RawTracepointLink.attach(program, "sys_enter")) {
            Object ours = only(json(
                    "list",
                    "programs",
                    "--stats",
                    "-d",
                    "200ms",
                    "--id",
                    Integer.toString(program.id()),
                    "-o",
                    "json"));
            assertThat((BigDecimal) JsonText.member(ours, "runs")).isPositive();
            assertThat((BigDecimal) JsonText.member(ours, "average")).isPositive();
        }
    }

    @Test
    void sourceLinesStandBeforeTheirInstructions() {
        BtfWriter types = new BtfWriter();
        int number = types.addInt("int", 4, true);
        int prototype = types.addFuncProto(number, List.of(new BtfParameter("ctx", types.addPointer(0))));
        int function = types.addFunc("main_entry", prototype, BtfLinkage.GLOBAL);
        int file = types.addString("dir/Sample.java");
        List<LineInfo> lines = List.of(
                new LineInfo(0, file, types.addString("    int answer = cpu();"), 12, 5),
                new LineInfo(2, file, types.addString("return\u001b[31m 0;"), 14, 5));
        try (Program program = Program.load(program("sourced")
                .btf(types.toBytes())
                .functionInfo(FuncInfo.encode(List.of(new FuncInfo(0, function))))
                .lineInfo(LineInfo.encode(lines))
                .build())) {
            Run run = Cli.run("list", "--source", Integer.toString(program.id()));
            assertThat(run.status()).as(run.error()).isZero();
            assertThat(run.out()).doesNotContain("\u001b");
            assertThat(run.out().lines())
                    .startsWith(
                            "program " + program.id() + " sourced (raw_tracepoint), "
                                    + program.info().translatedBytes() / 8
                                    + " instructions after the verifier's changes",
                            "main_entry:",
                            "; Sample.java:12  int answer = cpu();",
                            "   0: (b7) r0 = 7")
                    .contains(
                            "; Sample.java:14  return?[31m 0;",
                            "   " + (program.info().translatedBytes() / 8 - 1) + ": (95) exit");
        }
    }

    @Test
    void instructionsAreThoseThatBpftoolPrints() throws Exception {
        try (Program program = Program.load(program("bare").build())) {
            Run run = Cli.run("list", "--source", Integer.toString(program.id()));
            assertThat(run.out()).contains("; no source lines: it was loaded without line info");
            List<?> peer = (List<?>) Bpftool.json("prog", "dump", "xlated", "id", Integer.toString(program.id()));
            assertThat(run.out()
                            .lines()
                            .skip(2)
                            .map(line -> line.substring(line.indexOf('(')))
                            .toList())
                    .hasSameSizeAs(peer)
                    .first()
                    .isEqualTo(JsonText.member(peer.getFirst(), "disasm"));
        }
    }

    @Test
    void whatIsNotThereIsOneLine() {
        for (String words : List.of(
                "list --source 2147483647",
                "list programs --id 2147483647",
                "list frob",
                "list --source x",
                "list maps --stats",
                "list -d 1s",
                "list --columns frob")) {
            Run run = Cli.run(words.split(" "));
            assertThat(run.error().lines()).as(words).hasSize(1);
            assertThat(run.status()).as(words).isIn(1, 2);
            assertThat(run.out()).as(words).isEmpty();
        }
    }
}
