package dev.skep.cri;

import dev.skep.identity.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What containerd and CRI-O add to the status of a container when they are asked to tell all: no part of the interface, but the only
 * source of it.
 *
 * @param sandbox id of the sandbox; may be empty
 * @param pid the first process; 0 if unknown
 * @param privileged whether the security context says so
 */
record VerboseStatus(String sandbox, int pid, boolean privileged) {
    private static final VerboseStatus NOTHING = new VerboseStatus("", 0, false);

    static VerboseStatus of(Map<String, String> info) {
        try {
            JsonTree tree = JsonTree.read(info.getOrDefault("info", "{}").getBytes(StandardCharsets.UTF_8));
            boolean privileged =
                    tree.truth("privileged") || tree.truth("config", "linux", "security_context", "privileged");
            String sandbox = tree.text("sandboxID");
            return new VerboseStatus(
                    sandbox.isEmpty() ? tree.text("sandboxId") : sandbox, (int) tree.number("pid"), privileged);
        } catch (IOException noJson) {
            return NOTHING;
        }
    }
}
