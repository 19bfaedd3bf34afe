package dev.skep.api.compact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.skep.api.message.KprobeArgument;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentTextTest {
    private static String text(String json) throws IOException {
        KprobeArgument.Builder argument = KprobeArgument.newBuilder();
        JsonFormat.parser().merge(json, argument);
        return ArgumentText.of(argument.build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|?",
                "{\"int_arg\":-1,\"label\":\"fd\"}|fd=-1",
                "{\"uint_arg\":4294967295}|4294967295",
                "{\"size_arg\":\"18446744073709551615\"}|18446744073709551615",
                "{\"long_arg\":\"-5\"}|-5",
                "{\"string_arg\":\"\"}|\"\"",
                "{\"string_arg\":\"a\\u001bb\",\"label\":\"a b\"}|\"a b\"=\"a\\x1bb\"",
                "{\"bytes_arg\":\"aGkK\"}|\"hi\\n\"",
                "{\"truncated_bytes_arg\":{\"bytes_arg\":\"aGk=\",\"orig_size\":\"4000\"}}|hi...(4000 bytes)",
                "{\"file_arg\":{\"path\":\"/a b\"}}|\"/a b\"",
                "{\"path_arg\":{\"path\":\"/a\"}}|/a",
                "{\"linux_binprm_arg\":{\"path\":\"/a\"}}|/a",
                "{\"sock_arg\":{\"family\":\"AF_INET\",\"protocol\":\"IPPROTO_TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"::1\","
                        + "\"sport\":1,\"dport\":2}}|tcp 10.0.0.1:1 -> [::1]:2",
                "{\"sock_arg\":{\"family\":\"AF_UNIX\",\"protocol\":\"IPPROTO_IP\"}}|AF_UNIX",
                "{\"skb_arg\":{\"family\":\"AF_INET\",\"protocol\":\"IPPROTO_UDP\",\"saddr\":\"1.1.1.1\",\"daddr\":\"1.1.1.2\","
                        + "\"len\":70}}|udp 1.1.1.1:0 -> 1.1.1.2:0 70 bytes",
                "{\"sockaddr_arg\":{\"family\":\"AF_INET\",\"addr\":\"1.1.1.1\",\"port\":53}}|1.1.1.1:53",
                "{\"sockaddrun_arg\":{\"family\":\"AF_UNIX\",\"path\":\"@x\"}}|@x",
                "{\"capability_arg\":{\"value\":21,\"name\":\"CAP_SYS_ADMIN\"}}|CAP_SYS_ADMIN",
                "{\"capability_arg\":{\"value\":99}}|99",
                "{\"kernel_cap_t_arg\":\"000001ffffffffff\"}|000001ffffffffff",
                "{\"bpf_attr_arg\":{\"ProgType\":\"BPF_PROG_TYPE_KPROBE\",\"ProgName\":\"x y\"}}|BPF_PROG_TYPE_KPROBE \"x y\"",
                "{\"bpf_map_arg\":{\"MapType\":\"BPF_MAP_TYPE_HASH\"}}|BPF_MAP_TYPE_HASH",
                "{\"bpf_cmd_arg\":\"BPF_PROG_LOAD\"}|BPF_PROG_LOAD",
                "{\"bpf_cmd_arg\":99}|99",
                "{\"process_credentials_arg\":{\"uid\":1000,\"euid\":0,\"caps\":{\"effective\":[\"CAP_CHOWN\"]}}}|"
                        + "uid 1000 euid 0 capabilities 1",
                "{\"user_ns_arg\":{\"level\":0,\"ns\":{\"inum\":4026531837}}}|user namespace 4026531837",
                "{\"module_arg\":{\"name\":\"dummy\",\"signature_ok\":false}}|dummy unsigned",
                "{\"module_arg\":{\"name\":\"dummy\"}}|dummy",
                "{\"net_dev_arg\":{\"name\":\"eth0\"}}|eth0",
                "{\"syscall_id\":{\"id\":59,\"abi\":\"x64\"}}|execve/x64",
                "{\"syscall_id\":{\"id\":99999}}|99999",
                "{\"error_arg\":{\"Message\":\"page fault\"}}|<\"page fault\">",
            })
    void everyKindIsShort(String json, String shown) throws IOException {
        assertThat(text(json)).isEqualTo(shown);
    }

    @Test
    void longDataAreCut() throws IOException {
        assertThat(text("{\"bytes_arg\":\"" + "YWFh".repeat(100) + "\"}")).isEqualTo("a".repeat(64) + "...(300 bytes)");
    }
}
