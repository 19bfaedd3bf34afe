package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that name several texts, and such that name hundreds, of many lengths. */
@Tag("kernel")
class ManyTextsTest {
    private static final int COUNT = 300;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    /** The texts that policies name: {@code /many-}, then a number as many times as it says modulo 40. */
    private static String text(int number) {
        return "/many-" + (number + "-").repeat(1 + number % 40);
    }

    private static String texts() {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> '"' + text(i) + '"')
                .collect(Collectors.joining(", ", "[ ", " ]"));
    }

    private static String listWith(String another) {
        return texts().replace("[ ", "[ \"" + another + "\", ");
    }

    /** Asks for such texts, and for {@code /many-last}. */
    private void apply(String operator, String values) {
        watch.applyToChdir("""
                - matchArgs:
                  - index: 0
                    operator: %s
                    values: %s
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/many-last" ]
                """.formatted(operator, values));
    }

    @ParameterizedTest
    @CsvSource({
        "Equal,      '/many-7-7-7-7-7-7-7-7-'",
        "Prefix,     '/many-7-7-7-7-7-7-7-7-, /many-7-7-7-7-7-7-7-7-more'",
        "Postfix,    '/many-7-7-7-7-7-7-7-7-, more/many-7-7-7-7-7-7-7-7-'",
        "NotEqual,   '/many-7-, /many-7-7-7-7-7-7-7-7-more, more/many-7-7-7-7-7-7-7-7-, /many-last'",
        "NotPrefix,  '/many-7-, more/many-7-7-7-7-7-7-7-7-, /many-last'",
        "NotPostfix, '/many-7-, /many-7-7-7-7-7-7-7-7-more, /many-last'"
    })
    void areLookedUp(String operator, String wanted) throws Exception {
        apply(operator, texts());
        String seven = text(7);
        String all = wanted + (wanted.contains("last") ? "" : ", /many-last");
        assertThat(told("/many-7-", seven, seven + "more", "more" + seven, "/many-last"))
                .containsExactly(all.split(", ", -1));
    }

    @Test
    void areLookedUpWhereOthersAreNotWanted() throws Exception {
        watch.applyToChdir("""
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: %s
                - matchArgs:
                  - index: 0
                    operator: NotEqual
                    values: %s
                """.formatted(texts(), listWith("/many-end")));
        assertThat(told("/many-7-", text(7), "/many-end", text(8), "/many-last"))
                .containsExactly("/many-7-", text(7), text(8), "/many-last");
    }

    @Test
    void longerOnesThanAreReadAreRefused() {
        assertThatThrownBy(() -> watch.applyToChdir("""
                        - matchArgs:
                          - index: 0
                            operator: NotPrefix
                            values: [ /short, %s ]
                        """.formatted("/long".repeat(1000))))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("test.yaml:14:9: spec.kprobes[0].selectors[0].matchArgs")
                .hasMessageContaining("a value has 5000 bytes, and no more than 4096 are read of a text");
    }

    @ParameterizedTest
    @CsvSource({"In, true", "NotIn, false", "Prefix, true", "NotPrefix, false", "Postfix, true", "NotPostfix, false"})
    void areLookedUpAmongBinaries(String operator, boolean meant) throws Exception {
        String python = Path.of("/usr/bin/python3").toRealPath().toString();
        watch.applyToChdir("""
                - matchBinaries:
                  - operator: %s
                    values: %s
                  matchArgs:
                  - index: 0
                    operator: Prefix
                    values: [ "/many" ]
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/many-last" ]
                """.formatted(operator, listWith(python)));
        assertThat(told("/many-python", "/many-last"))
                .isEqualTo(meant ? List.of("/many-python", "/many-last") : List.of("/many-last"));
    }

    @Test
    void severalListsOfBinariesAreLookedUpTogether() throws Exception {
        String python = Path.of("/usr/bin/python3").toRealPath().toString();
        String selectors = IntStream.range(0, 4)
                .mapToObj(i -> """
                - matchBinaries:
                  - operator: In
                    values: %s
                  matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/many-list-%d" ]
                """.formatted(listWith(i == 2 ? python : "/no/python" + i), i))
                .collect(Collectors.joining());
        watch.applyToChdir(selectors + """
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/many-last" ]
                """);
        assertThat(told("/many-list-0", "/many-list-1", "/many-list-2", "/many-list-3", "/many-last"))
                .containsExactly("/many-list-2", "/many-last");
    }

    @Test
    void listsOfBinariesOfAllKindsAreLookedUpBesideShortOnes() throws Exception {
        String python = Path.of("/usr/bin/python3").toRealPath().toString();
        List<String> operators = List.of("Prefix", "Postfix", "In", "NotPrefix", "NotPostfix", "NotIn");
        List<String> policies = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String operator = operators.get(i % operators.size());
            boolean named = i % 4 < 2;
            String another = named ? python : "/no/python" + i;
            policies.add("""
                    - matchBinaries:
                      - operator: %s
                        values: %s
                      matchArgs:
                      - index: 0
                        operator: Equal
                        values: [ "/many-list-%d" ]
                    """.formatted(operator, i % 3 == 0 ? listWith(another) : "[ " + another + " ]", i));
            if (named != operator.startsWith("Not")) {
                wanted.add("/many-list-" + i);
            }
        }
        wanted.add("/many-last");
        policies.add("""
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/many-last" ]
                """);
        watch.applyToChdirs(policies);
        assertThat(told(eachAndLast("/many-list-", 24))).containsExactlyElementsOf(wanted);
    }

    @Test
    void shortListsOfAllKindsAreLookedUpTogether() throws Exception {
        int selectors = 150;
        List<String> operators = List.of("Prefix", "Postfix", "Equal", "NotPrefix", "NotPostfix", "NotEqual");
        StringBuilder text = new StringBuilder();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < selectors; i++) {
            String operator = operators.get(i % operators.size());
            boolean named = i % 4 < 2;
            String own = "/many-of-" + i;
            text.append("""
                    - matchArgs:
                      - index: 0
                        operator: %s
                        values: [ "/many-none", "/many-no", "%s" ]
                      - index: 0
                        operator: Postfix
                        values: [ "-of-%d" ]
                    """.formatted(operator, named ? own : own + "-not", i));
            if (named != operator.startsWith("Not")) {
                wanted.add(own);
            }
        }
        wanted.add("/many-last");
        watch.applyToChdir(text + """
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/many-last" ]
                """);
        assertThat(told(eachAndLast("/many-of-", selectors))).containsExactlyElementsOf(wanted);
    }

    private static String[] eachAndLast(String folder, int count) {
        return Stream.concat(IntStream.range(0, count).mapToObj(i -> folder + i), Stream.of("/many-last"))
                .toArray(String[]::new);
    }

    /** Of few letters, so that many begin or end alike, and some another. */
    private static String alike(Random random) {
        List<String> words = List.of("aaaaaaaa", "abababab", "/bbbbbbb", "ba".repeat(400));
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(words.get(random.nextInt(words.size())));
        }
        for (int i = random.nextInt(text.isEmpty() ? 1 : 0, 9); i > 0; i--) {
            text.append("ab/".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Prefix", "Postfix", "NotPrefix", "NotPostfix"})
    void severalAreComparedAsTheyAre(String operator) throws Exception {
        Random random = new Random(operator.hashCode());
        for (int round = 0; round < 8; round++) {
            List<String> texts = IntStream.range(0, random.nextInt(4, 30))
                    .mapToObj(i -> alike(random))
                    .toList();
            apply(
                    operator,
                    texts.stream().map(text -> '"' + text + '"').toList().toString());
            List<String> folders = new ArrayList<>();
            for (String text : texts) {
                folders.addAll(List.of(text, text + "a", "b" + text, alike(random), alike(random)));
                if (text.length() > 1) {
                    folders.addAll(List.of(text.substring(1), text.substring(0, text.length() - 1)));
                }
            }
            List<String> expected = new ArrayList<>(folders);
            expected.removeIf(folder -> operator.startsWith("Not")
                    == texts.stream()
                            .anyMatch(text ->
                                    operator.endsWith("Prefix") ? folder.startsWith(text) : folder.endsWith(text)));
            folders.add("/many-last");
            expected.add("/many-last");
            assertThat(told(folders.toArray(String[]::new)))
                    .as("%s %s", operator, texts)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"Prefix, many-a\\0, many-bc\\0\\0\\0\\0", "Postfix, \\0many-a, \\0\\0\\0\\0many-bc"})
    void whatIsNotThereIsNoZero(String operator, String little, String much) throws Exception {
        watch.apply("""
                kprobes:
                - call: sys_write
                  syscall: true
                  args:
                  - { index: 1, type: char_buf, sizeArgIndex: 3 }
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: %s
                      values: [ "%s", "%s", "many-d", "many-e", "many-z" ]
                """.formatted(operator, little, much));
        Process writer = Commands.python("""
                import os
                nowhere = os.open("/dev/null", os.O_WRONLY)
                for text in (b"many-a", b"%s", b"many-bc", b"%s", b"many-z"): os.write(nowhere, text)
                """.formatted(little, much));
        watch.await(
                event -> event.process().pid() == writer.pid() && written(event).equals("many-z"));
        assertThat(watch.of(writer).stream().map(ManyTextsTest::written))
                .containsExactly(little.replace("\\0", "\0"), much.replace("\\0", "\0"), "many-z");
    }

    private static String written(PolicyEvent event) {
        return PolicyWatch.values(event).getFirst() instanceof ArgumentValue.Data data
                ? new String(data.bytes(), StandardCharsets.ISO_8859_1)
                : "";
    }

    private List<String> told(String... folders) throws Exception {
        String all = Arrays.stream(folders).map(f -> '"' + f + '"').collect(Collectors.joining(", "));
        Process process = Commands.python("""
                import os
                for n in (%s):
                    try: os.chdir(n)
                    except OSError: pass
                """.formatted(all));
        watch.await(event -> event.process().pid() == process.pid()
                && PolicyWatch.values(event).contains(new ArgumentValue.Text("/many-last")));
        return watch.of(process).stream()
                .map(event -> ((ArgumentValue.Text) PolicyWatch.values(event).getFirst()).value())
                .toList();
    }
}
