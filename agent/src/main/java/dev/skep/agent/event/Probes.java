package dev.skep.agent.event;

import dev.skep.identity.Container;
import dev.skep.security.process.Process;
import java.util.ArrayList;
import java.util.List;

/** Whether a process looks like a probe that Kubernetes runs in its container. */
final class Probes {
    private Probes() {}

    static boolean maybe(Process process, Container container) {
        if (container.execProbes().isEmpty()) {
            return false;
        }
        String binary = process.program().binary();
        List<String> words = process.program().arguments().words();
        return container.execProbes().stream().anyMatch(probe -> matches(probe, binary, words));
    }

    /** A script's name stands twice: as the binary, and as the first argument of its interpreter. */
    private static boolean matches(List<String> probe, String binary, List<String> words) {
        if (probe.isEmpty()) {
            return false;
        }
        String wanted = probe.get(0);
        boolean same =
                wanted.startsWith("/") ? binary.equals(wanted) : name(binary).equals(name(wanted));
        List<String> rest = new ArrayList<>(words);
        if (wanted.equals(binary) && !rest.isEmpty() && rest.get(0).equals(binary)) {
            rest.remove(0);
        }
        return same && probe.subList(1, probe.size()).equals(rest);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
