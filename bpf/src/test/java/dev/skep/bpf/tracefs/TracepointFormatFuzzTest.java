package dev.skep.bpf.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class TracepointFormatFuzzTest implements FuzzTarget {
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

    @Override
    public List<byte[]> seeds() {
        return List.of(FORMAT.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of("field:", "offset:", "size:", "signed:", "__data_loc char[] ", "print fmt:", "name: ", "ID: ");
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        try {
            TracepointFormat format = TracepointFormat.parse("format", new String(input, StandardCharsets.UTF_8));
            assertThat(format.name()).isNotEmpty();
        } catch (MalformedInputException expected) {
            assertThat(expected.input()).isEqualTo("format");
        }
    }
}
