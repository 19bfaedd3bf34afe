package dev.skep.agent.event;

import dev.skep.api.filter.Redaction;
import dev.skep.bpf.stack.StackNames;
import dev.skep.identity.Identities;
import dev.skep.security.process.ExecId;
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
 * @param stackAddresses whether frames of stacks tell their addresses, which say where the kernel lies in memory
 * @param stacks names of frames
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
        boolean stackAddresses,
        StackNames<ExecId> stacks,
        Identities identities) {
    /** Little: no credentials, no namespaces, nothing hidden. */
    public static EventDetail standard(String node, Identities identities) {
        return new EventDetail(
                node,
                "",
                false,
                false,
                false,
                Redaction.of(List.of()),
                HostNamespaces.read(),
                false,
                new StackNames<>(),
                identities);
    }
}
