package dev.skep.compiler.table;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** A network as it is written: {@code 10.0.0.0/8}. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and seen by nobody else
record Prefix(byte[] address, int bits) {

    static Prefix parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash), text);
        int bits = slash < 0 ? address.length * 8 : length(text.substring(slash + 1), address.length * 8, text);
        for (int bit = bits; bit < address.length * 8; bit++) {
            if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                throw new IllegalArgumentException("network " + text + " has bits behind its length of " + bits);
            }
        }
        return new Prefix(address, bits);
    }

    private static byte[] address(String literal, String text) {
        try {
            byte[] address = InetAddress.ofLiteral(literal).getAddress();
            boolean shortened =
                    address.length == 4 && literal.chars().filter(c -> c == '.').count() != 3;
            if (!shortened) return address;
            throw new IllegalArgumentException(literal + " lacks a part");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("network " + text + ": " + literal + " is no IP address", e);
        }
    }

    private static int length(String digits, int most, String text) {
        try {
            int bits = Integer.parseInt(digits);
            if (bits >= 0 && bits <= most) return bits;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("network " + text + ": length " + digits + " is no number", e);
        }
        throw new IllegalArgumentException("network " + text + ": length " + digits + ", expected 0 to " + most);
    }

    boolean isIpv4() {
        return address.length == 4;
    }

    int ipv4() {
        return ByteBuffer.wrap(address).getInt();
    }

    long high() {
        return ByteBuffer.wrap(address).getLong(0);
    }

    long low() {
        return ByteBuffer.wrap(address).getLong(8);
    }
}
