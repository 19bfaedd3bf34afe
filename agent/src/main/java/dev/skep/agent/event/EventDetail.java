package dev.skep.agent.event;

import dev.skep.api.filter.Redaction;
import dev.skep.identity.Identities;
import java.util.List;

/**
 * What events say, and how much of it.
 *
 * @param node name of this machine
 * @param cluster name of its cluster; empty for none
 * @param credentials whether processes carry their capabilities and ids
 * @param namespaces whether processes carry their namespaces
 * @param annotations whether pods carry their annotations
 * @param redaction what is hidden in arguments and environments
 * @param hostNamespaces the namespaces of the first process
 * @param identities whose other processes of an event are
 */
public record EventDetail(
        String node,
        String cluster,
        boolean credentials,
        boolean namespaces,
        boolean annotations,
        Redaction redaction,
        HostNamespaces hostNamespaces,
        Identities identities) {
    /** Little: no credentials, no namespaces, nothing hidden. */
    public static EventDetail standard(String node, Identities identities) {
        return new EventDetail(
                node, "", false, false, false, Redaction.of(List.of()), HostNamespaces.read(), identities);
    }
}
