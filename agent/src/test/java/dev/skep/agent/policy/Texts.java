package dev.skep.agent.policy;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.read.PolicyReader;

/** Policies for tests. */
final class Texts {
    /** Reads them as x86-64 does. */
    static final PolicyReader READER = new PolicyReader(Abi.X64);

    private Texts() {}

    /** A policy for the host with one hook, whose message is given. */
    static String policy(String name, String message) {
        return """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: {name: %s}
                spec:
                  kprobes:
                  - {call: fd_install, syscall: false, message: "%s"}
                """.formatted(name, message);
    }

    /** One that the engine of tests cannot serve. */
    static String impossible(String name) {
        return policy(name, "impossible");
    }

    /** The policy of a text. */
    static Policy read(String text) {
        return READER.read("test.yaml", text).policies().getFirst();
    }
}
