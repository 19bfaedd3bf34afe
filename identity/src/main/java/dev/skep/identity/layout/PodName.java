package dev.skep.identity.layout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How kubelet names the groups of pods: {@code pod<uid>} with the cgroupfs driver, {@code kubepods-burstable-pod<uid>.slice} with
 * systemd's, where the dashes of the uid are underscores. The uid of a static pod is a hash without dashes.
 */
final class PodName {
    private static final String UID =
            "([0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}|[0-9a-f]{32})";

    /** With the fallback of runtimes that put the slice and the container into one component. */
    private static final Pattern COMPONENT = Pattern.compile("(?:.*-)?pod" + UID + "(?:\\.slice(?::.*)?)?");

    private PodName() {}

    /** The uid of the pod that a component names, with dashes. */
    static Optional<String> in(String component) {
        Matcher matcher = COMPONENT.matcher(component);
        return matcher.matches() ? Optional.of(matcher.group(1).replace('_', '-')) : Optional.empty();
    }
}
