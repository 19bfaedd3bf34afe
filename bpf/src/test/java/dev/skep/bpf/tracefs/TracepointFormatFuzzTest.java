package dev.skep.bpf.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.Damage;
import org.junit.jupiter.api.Test;

final class TracepointFormatFuzzTest {
    private static final int ROUNDS = 50_000;
    private static final String FORMAT = """
            name: sched_process_exec
            ID: 312
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            	field:__data_loc char[] filename;	offset:8;	size:4;	signed:0;
            	field:char comm[16];	offset:12;	size:16;	signed:0;
            	field:const char * path;	offset:32;	size:8;	signed:0;

            print fmt: "filename=%s pid=%d", __get_str(filename), REC->pid
            """;

    @Test
    void survivesDamagedFormats() {
        for (int round = 0; round < ROUNDS; round++) {
            try {
                TracepointFormat format = TracepointFormat.parse("format", Damage.of(FORMAT, round));
                assertThat(format.name()).as("round %d", round).isNotEmpty();
            } catch (MalformedInputException expected) {
                assertThat(expected.input()).isEqualTo("format");
            }
        }
    }
}
