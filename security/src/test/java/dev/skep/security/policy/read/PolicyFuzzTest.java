package dev.skep.security.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.Abi;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Any text is policies, or has mistakes, each in one line with its place. */
class PolicyFuzzTest implements FuzzTarget {
    private final PolicyReader reader = new PolicyReader(Abi.X64);

    @Override
    public List<byte[]> seeds() {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("whole.yaml"))) {
            return List.of(
                    in.readAllBytes(),
                    Policies.text(
                                    "kprobes: [{call: sys_openat, args: [{index: 0, type: int}], selectors: [{matchArgs: ["
                                            + "{index: 0, operator: CelExpr, values: ['!(arg0 == int32(-1)) && arg0 < int32(4)']}]}]}]")
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> words() {
        return List.of(
                "kprobes:",
                "- ",
                "  ",
                "{",
                "}",
                "[",
                "]",
                "call: ",
                "list:",
                "sys_",
                "matchArgs:",
                "operator: ",
                "values: ",
                "&a ",
                "*a",
                "<<: ",
                "---\n",
                "null",
                "\"",
                "|",
                "CelExpr",
                "Equal",
                "argRegs: ",
                "resolve: ",
                "type: ",
                "0x");
    }

    @Override
    public int rounds() {
        return 2_000;
    }

    @Override
    public void read(byte[] input) {
        try {
            assertThat(reader.read("fuzz", new String(input, StandardCharsets.UTF_8))
                            .policies())
                    .isNotEmpty();
        } catch (PolicyException mistakes) {
            assertThat(mistakes.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.toString())
                            .startsWith("fuzz:" + problem.place().line() + ":")
                            .hasLineCount(1));
        }
    }
}
