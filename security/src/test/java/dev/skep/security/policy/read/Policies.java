package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.Policy;

/** Policies for tests. */
final class Policies {
    /** Four lines. */
    private static final String HEAD = """
            apiVersion: cilium.io/v1alpha1
            kind: TracingPolicy
            metadata: {name: p}
            spec:
            """;

    private Policies() {}

    /** The text of a policy with such a spec, which begins in line 5, column 3. */
    static String text(String spec) {
        return HEAD + spec.stripTrailing().indent(2);
    }

    /** The file that has one policy with such a spec, as x86-64 reads it. */
    static PolicyFile file(String spec) {
        return new PolicyReader(Abi.X64).read("p.yaml", text(spec));
    }

    /** The policy with such a spec. */
    static Policy policy(String spec) {
        return file(spec).policies().getFirst();
    }

    /** The only hook of a policy with such a spec. */
    static Hook hook(String spec) {
        return policy(spec).hooks().getFirst();
    }
}
