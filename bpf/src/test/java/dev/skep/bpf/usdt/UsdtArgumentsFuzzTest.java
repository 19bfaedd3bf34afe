package dev.skep.bpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

final class UsdtArgumentsFuzzTest implements FuzzTarget {
    private final UsdtArguments parser = new UsdtArguments(0, name -> OptionalLong.of(name.length()));

    @Override
    public List<byte[]> seeds() {
        return List.of(
                "8@%rax -4@-8(%rbp,%rcx,4) 1@$-17 2@variable+8(%rip)".getBytes(StandardCharsets.UTF_8),
                "-4@0x10(%rsp) 8@(,%rdi,8) 4f@%xmm0 8@[x0, 8]".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of("8@", "-4@", "(%rip)", "%rax", "%ah", "0x", "$", "(%rbp,%rcx,4)", "99999999999999999999");
    }

    @Override
    public int rounds() {
        return 50_000;
    }

    @Override
    public void read(byte[] input) {
        assertThat(parser.parse(new String(input, StandardCharsets.UTF_8))).doesNotContainNull();
    }
}
