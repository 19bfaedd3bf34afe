package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.StructReader;
import org.jspecify.annotations.Nullable;

/**
 * What conditions on sockets, packets and addresses use.
 *
 * @param family {@code AF_}
 * @param source the address here, or of the sender
 * @param sourcePort its port
 * @param destination the address there, or of the receiver
 * @param destinationPort its port
 * @param protocol {@code IPPROTO_}; null of an address
 * @param state {@code TCP_}; null of what is no socket
 * @param socket the socket; null of what is none
 */
record Endpoints(
        NumberReader family,
        AddressReader source,
        NumberReader sourcePort,
        AddressReader destination,
        NumberReader destinationPort,
        @Nullable NumberReader protocol,
        @Nullable NumberReader state,
        @Nullable StructReader socket) {}
