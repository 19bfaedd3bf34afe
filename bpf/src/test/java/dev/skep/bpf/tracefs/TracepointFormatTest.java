package dev.skep.bpf.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.MalformedInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TracepointFormatTest {
    private static final String OPENAT = """
            name: sys_enter_openat
            ID: 782
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:int __syscall_nr;\toffset:8;\tsize:4;\tsigned:1;
            \tfield:const char * filename;\toffset:24;\tsize:8;\tsigned:0;
            \tfield:char comm[16];\toffset:32;\tsize:16;\tsigned:0;
            \tfield:__data_loc char[] path;\toffset:48;\tsize:4;\tsigned:0;

            print fmt: "dfd: 0x%08lx", ((unsigned long)(REC->dfd))
            """;

    @Test
    void readsNameIdAndFields() {
        TracepointFormat format = TracepointFormat.parse("test", OPENAT);
        assertThat(format.name()).isEqualTo("sys_enter_openat");
        assertThat(format.id()).isEqualTo(782);
        assertThat(format.fields()).hasSize(6);
        assertThat(format.field("filename")).contains(new TracepointField("filename", "const char *", 24, 8, false));
        assertThat(format.field("comm")).contains(new TracepointField("comm", "char[16]", 32, 16, false));
        assertThat(format.field("common_pid")).contains(new TracepointField("common_pid", "int", 4, 4, true));
        assertThat(format.field("path").orElseThrow().isDataLocation()).isTrue();
        assertThat(format.field("nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name: x\nID: 1\n",
                "name: x\nID: -1\nfield:int a;offset:0;size:4;signed:1;",
                "name: x\nID: many\nfield:int a;offset:0;size:4;signed:1;",
                "name: x\nID: 1\nfield:int a;offset:0;size:4;signed:2;",
                "name: x\nID: 1\nfield:int a;offset:99999999;size:4;signed:1;",
                "name: x\nID: 1\nfield:int a;offset:0;size:-4;signed:1;",
                "name: x\nID: 1\nfield:int a;offset:0;size:4",
                "name: x\nID: 1\nfield:int a;offset:0;",
                "name: x\nID: 1\nfield:a;offset:0;size:4;signed:1;",
                "name: x\nID: 1\nfield:int [4];offset:0;size:4;signed:1;",
                "name: x\nID: 1\nfield:;offset:0;size:4;signed:1;"
            })
    void refusesNonsense(String text) {
        assertThatThrownBy(() -> TracepointFormat.parse("test", text)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void everyCutIsReadOrRefused() {
        for (int end = 0; end < OPENAT.length(); end++) {
            readOrRefuse(OPENAT.substring(0, end));
        }
    }

    @Test
    void everyChangeIsReadOrRefused() {
        Random random = new Random(20_261_123);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder(OPENAT);
            for (int change = 0; change <= round % 4; change++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
            }
            readOrRefuse(text.toString());
        }
    }

    private static void readOrRefuse(String text) {
        try {
            assertThat(TracepointFormat.parse("test", text).fields()).isNotEmpty();
        } catch (MalformedInputException refused) {
            assertThat(refused.input()).isEqualTo("test");
        }
    }
}
