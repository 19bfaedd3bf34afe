package dev.skep.security.policy.read;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Place;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyName;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads policies: documents of kind TracingPolicy and TracingPolicyNamespaced, in YAML or JSON. */
public final class PolicyReader {
    private static final String API_VERSION = "cilium.io/v1alpha1";
    private static final String POLICY = "TracingPolicy";
    private static final String NAMESPACED = "TracingPolicyNamespaced";
    private static final String DEFAULT_NAMESPACE = "default";
    private static final int MOST_BYTES = 4 << 20;
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_NAMESPACE = 63;

    /** What Kubernetes allows as the name of a resource (RFC 1123). */
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    /** Of ObjectMeta. */
    private static final String[] METADATA = {
        "name",
        "namespace",
        "labels",
        "annotations",
        "generateName",
        "uid",
        "resourceVersion",
        "generation",
        "creationTimestamp",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "ownerReferences",
        "finalizers",
        "managedFields",
        "selfLink"
    };

    private final Abi host;

    /** Whether a file in a folder of policies is one, by its name: {@code *.yaml}, {@code *.yml} or {@code *.json}, and not hidden. */
    public static boolean isPolicyFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    /** For this machine. */
    public PolicyReader() {
        this(Abi.ofHost());
    }

    /** For a machine of an architecture, given by the ABI of its programs of 64 bits. */
    public PolicyReader(Abi host) {
        this.host = host;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws PolicyException if it has no policies, or anything in it is wrong; with all that is
     */
    public PolicyFile read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new PolicyException(
                    new Place(file.toString(), 1, 1),
                    "",
                    "is larger than " + MOST_BYTES + " bytes, the most for policies");
        }
        try {
            return read(file.toString(), Files.readString(file));
        } catch (MalformedInputException binary) {
            throw new PolicyException(new Place(file.toString(), 1, 1), "", "is no text in UTF-8");
        }
    }

    /**
     * Reads a text.
     *
     * @param name what places call it
     * @throws PolicyException if it has no policies, or anything in it is wrong; with all that is
     */
    public PolicyFile read(String name, String text) {
        Problems problems = new Problems();
        List<Node> documents = Documents.of(name, text);
        if (documents.isEmpty()) {
            problems.add(new Place(name, 1, 1), "", "has no policy");
        }
        List<Policy> policies = documents.stream()
                .map(document -> policy(new Element(document, "", name, problems)))
                .flatMap(Optional::stream)
                .toList();
        Set<PolicyName> names = new HashSet<>();
        for (Policy policy : policies) {
            if (!names.add(policy.name())) {
                problems.add(policy.place(), "metadata.name", "is '" + policy.name() + "' a second time in this file");
            }
        }
        problems.check();
        return new PolicyFile(policies, problems.remarks());
    }

    private Optional<Policy> policy(Element document) {
        if (!isPolicy(document)) {
            return Optional.empty();
        }
        Fields fields = document.fields("apiVersion", "kind", "metadata", "spec");
        boolean namespaced = fields.text("kind").equals(NAMESPACED);
        Optional<PolicyName> name =
                fields.required("metadata").map(metadata -> name(metadata.fields(METADATA), namespaced));
        return fields.required("spec").flatMap(spec -> name.map(known -> new SpecReader(host, known).read(spec)));
    }

    /** What is none has other fields, which would all be wrong: only that is said. */
    private static boolean isPolicy(Element document) {
        Map<String, Element> fields = Fields.named(document);
        return document.isMapping()
                && has(document, fields, "apiVersion", API_VERSION)
                && has(document, fields, "kind", POLICY, NAMESPACED);
    }

    private static boolean has(Element document, Map<String, Element> fields, String name, String... allowed) {
        Element value = fields.get(name);
        if (value == null) {
            document.wrong(
                    "is no policy: it has no field '" + name + "', which would be " + String.join(" or ", allowed));
            return false;
        }
        return value.choice(allowed, text -> text).isPresent();
    }

    private static PolicyName name(Fields metadata, boolean namespaced) {
        String name = metadata.required("name")
                .map(value -> resourceName(value, LONGEST_NAME))
                .orElse("");
        Optional<Element> namespace =
                metadata.optional("namespace").filter(value -> !value.text().isEmpty());
        if (!namespaced) {
            namespace.ifPresent(
                    value -> value.wrong("is only for " + NAMESPACED + "; a " + POLICY + " is for the whole host"));
            return PolicyName.ofHost(name);
        }
        if (namespace.isEmpty()) {
            metadata.owner().remark("has no namespace; taken for " + DEFAULT_NAMESPACE + ", as kubectl does");
        }
        return new PolicyName(
                namespace.map(value -> resourceName(value, LONGEST_NAMESPACE)).orElse(DEFAULT_NAMESPACE), name);
    }

    private static String resourceName(Element value, int longest) {
        String name = value.text();
        if (name.length() > longest || !NAME.matcher(name).matches()) {
            value.wrong("'" + Element.shown(name)
                    + "' is no name for Kubernetes: small letters, digits, '-' and '.', the first and last a letter or digit, at most "
                    + longest);
        }
        return name;
    }
}
