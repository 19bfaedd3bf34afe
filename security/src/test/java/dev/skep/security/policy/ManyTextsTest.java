package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.ArgumentValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions that name hundreds of texts, of many lengths. */
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
        watch.applyToChdir("""
                - matchArgs:
                  - index: 0
                    operator: %s
                    values: %s
                - matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/many-last" ]
                """.formatted(operator, texts()));
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
