package dev.skep.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.json.EventJson;
import dev.skep.api.status.GetStatusResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    private static String text(String json) {
        return StatusText.of(
                EventJson.parse(json, GetStatusResponse.newBuilder()).build(), NOW);
    }

    @Test
    void everythingHasItsLine() {
        assertThat(text("""
                        {"version":"1","node_name":"n","pid":7,"start_time":"2026-08-01T09:30:00Z",
                         "sensors":[{"name":"process","enabled":true,"details":"exec and exit"},{"name":"groups","details":"12"}],
                         "programs":[{"id":5,"name":"exec","sensor":"process","runs":"4","run_time":"0.000010s"},
                                     {"id":6,"name":"cgroup_made","sensor":"groups"}],
                         "memory":{"resident":"104857600","heap":"1048576","kernel_maps":"5242880"},
                         "events":{"seen":"9","processes":"3","held":"1","unnamed":"2"},
                         "losses":[{"place":"export","reason":"queue full","events":"4"},{"place":"x","reason":"y"}],
                         "sources":[{"name":"cri /run/a.sock","state":"connected","detail":"containerd 1.6",
                                     "since":"2026-08-01T11:59:18Z","last_error":"it hung","last_error_time":"2026-08-01T11:58:55Z"},
                                    {"name":"docker /run/docker.sock","state":"not there","since":"2026-08-01T09:30:00Z"},
                                    {"name":"cri /run/crio.sock","state":"not there","since":"2026-08-01T09:30:00Z"},
                                    {"name":"kubernetes https://k","state":"unreachable","since":"2026-07-30T09:00:00Z",
                                     "last_error":"HTTP 403","last_error_time":"2026-08-01T11:59:59Z"}],
                         "export":{"path":"/e.log","events":"8","bytes":"1048576","failed":"1","error":"disk full"},
                         "clients":[{"address":"unix","since":"2026-08-01T11:00:00Z","sent":"5","waiting":1,"dropped":"2"}]}""")).isEqualTo("""
                        agent    skep 1 on n, pid 7, up 2h30m
                        sensor   process: exec and exit
                        sensor   groups: off, 12
                        program  5      process  exec             4 runs, 2.5 us each
                        program  6      groups   cgroup_made      no run measured (--measure 5s)
                        memory   100.0 MB resident, 1.0 MB heap, 5.0 MB maps in the kernel
                        events   9 seen, 3 processes known, 1 wait for their container
                                 2 went out before their container was known
                        lost     4
                                 4: queue full (export)
                        export   /e.log: 8 events, 1.0 MB, 0 above the rate limit, 1 failed
                                 disk full
                        source   cri /run/a.sock: connected to containerd 1.6 for 42s
                                 1m5s ago: it hung
                        source   kubernetes https://k: unreachable for 2d3h
                                 1s ago: HTTP 403
                        source   not on this host: docker /run/docker.sock, cri /run/crio.sock
                        clients  1
                                 unix, for 1h0m: 5 sent, 1 wait, 2 dropped
                        """);
    }

    @Test
    void whatIsNotThereHasNone() {
        assertThat(text("{}")).doesNotContain("source", "went out", "export").contains("clients  0");
    }
}
