package dev.skep.cli.doctor;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command uses of the kernel.
 *
 * @param command the command
 * @param hooks what it attaches to, in words
 * @param features what must be there
 */
record Need(String command, String hooks, List<KernelFeature> features) {
    private static final List<KernelFeature> ALWAYS =
            List.of(KernelFeature.RIGHTS, KernelFeature.BTF, KernelFeature.RING_BUFFER);

    static final List<Need> ALL = List.of(
            new Need(
                    "trace open",
                    "tracepoints syscalls/sys_exit_open, _openat, _openat2, _creat",
                    List.of(KernelFeature.TRACEFS, KernelFeature.TRACEPOINT)),
            new Need("trace exec", "typed tracepoint sched_process_exec", List.of(KernelFeature.TP_BTF)),
            new Need(
                    "trace exec -x",
                    "and tracepoints syscalls/sys_exit_execve, _execveat",
                    List.of(KernelFeature.TP_BTF, KernelFeature.TRACEFS, KernelFeature.TRACEPOINT)),
            new Need("run", "the hooks that the program names", List.of(KernelFeature.TRACEFS)));

    /** What is missing, with the reason; empty if the command works. */
    List<String> missing() {
        return Stream.concat(ALWAYS.stream(), features.stream())
                .filter(feature -> !KernelFeatures.of(feature).isSupported())
                .map(feature ->
                        feature.title() + ": " + KernelFeatures.of(feature).reason())
                .toList();
    }
}
