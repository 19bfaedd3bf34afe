package dev.skep.drop.filter;

import dev.skep.compiler.table.Prefix;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Match;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A value with its qualifiers: {@code src net 10/8}, {@code tcp port 80}, {@code ip proto 17}. */
final class ValueTests {
    private static final int LARGEST_PORT = 0xffff;
    private static final int LARGEST_ETHER_TYPE = 0xffff;

    private final Tokens tokens;
    private final Layer layer;

    ValueTests(Tokens tokens, Layer layer) {
        this.tokens = tokens;
        this.layer = layer;
    }

    Match test(Qualifiers qualifiers) {
        Token value = tokens.take();
        if (value.kind() == Token.Kind.END || value.kind() == Token.Kind.SIGN) {
            String what = qualifiers.type().isEmpty() ? "an address" : "the " + qualifiers.type();
            throw tokens.error(value, "expected " + what + " here, and not " + value.shown());
        }
        return switch (qualifiers.type()) {
            case "", "host" -> host(qualifiers, value);
            case "net" -> network(qualifiers, value);
            case "port" -> port(qualifiers, value);
            case "portrange" -> portRange(qualifiers, value);
            case "proto" -> protocol(qualifiers, value);
            default -> chain(qualifiers, value);
        };
    }

    private Match host(Qualifiers qualifiers, Token value) {
        if (qualifiers.protocol().equals("ether")) {
            return AddressTests.ethernet(qualifiers.direction(), mac(value));
        }
        Prefix prefix = prefix(value);
        if (value.text().indexOf('/') >= 0) {
            throw tokens.error(value, value.shown() + " is a network: write net instead of host");
        }
        if (prefix.bits() < prefix.bytes().length * 8) {
            throw tokens.error(value, value.shown() + " is no whole address: write net for a network");
        }
        return addresses(qualifiers, value, prefix);
    }

    private Match network(Qualifiers qualifiers, Token value) {
        if (value.kind() == Token.Kind.FILE) {
            return networks(qualifiers, value);
        }
        Prefix prefix = prefix(value);
        if (prefix.hasBitsBehind()) {
            throw tokens.error(
                    value,
                    value.shown() + " has bits behind the first " + prefix.bits() + ", which is all that counts");
        }
        return addresses(qualifiers, value, prefix);
    }

    private Match networks(Qualifiers qualifiers, Token value) {
        if (!qualifiers.protocol().isEmpty()) {
            throw tokens.error(value, "a file of networks stands behind src net, dst net or net");
        }
        try {
            return AddressTests.networks(layer, qualifiers.direction(), NetworkFile.read(Path.of(value.text())));
        } catch (IllegalArgumentException wrong) {
            throw tokens.error(value, String.valueOf(wrong.getMessage()));
        }
    }

    private Match addresses(Qualifiers qualifiers, Token value, Prefix prefix) {
        String protocol = qualifiers.protocol();
        if (!protocol.isEmpty() && !Words.NETWORKS.containsKey(protocol)) {
            throw tokens.error(
                    value,
                    "'" + protocol + "' has no addresses: write for instance " + protocol + " and host "
                            + value.text());
        }
        if (!prefix.version4()) {
            if (!protocol.isEmpty() && !protocol.equals("ip6")) {
                throw tokens.error(value, value.shown() + " is an address of IPv6, and not of " + protocol);
            }
            return AddressTests.network(layer, Layer.IPV6, qualifiers.direction(), prefix);
        }
        if (protocol.equals("ip6")) {
            throw tokens.error(value, value.shown() + " is an address of IPv4, and not of ip6");
        }
        if (!protocol.isEmpty()) {
            return AddressTests.network(layer, Words.etherType(protocol), qualifiers.direction(), prefix);
        }
        return new Any(List.of(
                AddressTests.network(layer, Layer.IPV4, qualifiers.direction(), prefix),
                AddressTests.network(layer, Layer.ARP, qualifiers.direction(), prefix),
                AddressTests.network(layer, Layer.RARP, qualifiers.direction(), prefix)));
    }

    private Prefix prefix(Token value) {
        return ShortPrefix.parse(value.text())
                .orElseThrow(() -> tokens.error(
                        value,
                        value.shown()
                                + " is not an address such as 192.0.2.1, 10/8 or 2001:db8::1; names are not resolved"));
    }

    private byte[] mac(Token value) {
        String[] parts = value.text().split("[:-]", -1);
        byte[] bytes = new byte[parts.length];
        boolean right = parts.length == 6;
        for (int i = 0; right && i < parts.length; i++) {
            right = !parts[i].isEmpty() && parts[i].length() <= 2;
            if (right) {
                bytes[i] = (byte) Integer.parseInt(parts[i], 16);
            }
        }
        if (!right) {
            throw tokens.error(value, value.shown() + " is not a MAC address such as 00:53:00:00:00:01");
        }
        return bytes;
    }

    private Match port(Qualifiers qualifiers, Token value) {
        int port = portNumber(value);
        return PortTests.ports(layer, transport(qualifiers, value), qualifiers.direction(), port, port);
    }

    private Match portRange(Qualifiers qualifiers, Token value) {
        int least = portNumber(value);
        int most = least;
        if (tokens.skip("-")) {
            most = portNumber(tokens.take());
        }
        if (most < least) {
            throw tokens.error(value, "the range " + least + "-" + most + " is empty: write " + most + "-" + least);
        }
        return PortTests.ports(layer, transport(qualifiers, value), qualifiers.direction(), least, most);
    }

    private int transport(Qualifiers qualifiers, Token value) {
        return switch (qualifiers.protocol()) {
            case "" -> 0;
            case "tcp" -> Layer.TCP;
            case "udp" -> Layer.UDP;
            case "sctp" -> Layer.SCTP;
            default ->
                throw tokens.error(value, "'" + qualifiers.protocol() + "' has no ports: tcp, udp and sctp have");
        };
    }

    private int portNumber(Token value) {
        if (value.kind() == Token.Kind.NUMBER) {
            return (int) ArithmeticParser.number(tokens, value, LARGEST_PORT);
        }
        OptionalInt port = Services.port(value.text());
        return port.orElseThrow(() ->
                tokens.error(value, value.shown() + " is neither a port from 0 to 65535 nor a name in /etc/services"));
    }

    private Match protocol(Qualifiers qualifiers, Token value) {
        if (qualifiers.protocol().equals("ether")) {
            Integer known = Words.NETWORKS.get(value.text());
            return layer.isType(
                    known != null ? known : (int) ArithmeticParser.number(tokens, value, LARGEST_ETHER_TYPE));
        }
        int number = (int) protocolNumber(tokens, value);
        return switch (qualifiers.protocol()) {
            case "" -> layer.protocol(number);
            case "ip" -> layer.ipv4(number);
            case "ip6" -> layer.ipv6(number);
            default ->
                throw tokens.error(value, "'" + qualifiers.protocol() + "' carries no protocols: ether, ip and ip6 do");
        };
    }

    private Match chain(Qualifiers qualifiers, Token value) {
        int number = (int) protocolNumber(tokens, value);
        return switch (qualifiers.protocol()) {
            case "" -> new Any(List.of(layer.chain(false, number), layer.chain(true, number)));
            case "ip" -> layer.chain(false, number);
            case "ip6" -> layer.chain(true, number);
            default ->
                throw tokens.error(value, "'" + qualifiers.protocol() + "' has no chain of headers: ip and ip6 have");
        };
    }

    static long protocolNumber(Tokens tokens, Token value) {
        if (value.kind() == Token.Kind.NUMBER) {
            return ArithmeticParser.number(tokens, value, 255);
        }
        Integer known = Words.TRANSPORTS.get(value.text());
        OptionalLong number = known != null
                ? OptionalLong.of(known)
                : Services.protocol(value.text()).stream().asLongStream().findFirst();
        return number.orElseThrow(() ->
                tokens.error(value, value.shown() + " is neither a number from 0 to 255 nor a name in /etc/protocols"));
    }
}
