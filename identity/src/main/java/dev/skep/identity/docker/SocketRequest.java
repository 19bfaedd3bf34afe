package dev.skep.identity.docker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One GET through a unix socket, which the JDK's client cannot do. It is HTTP 1.0, so the answer has no chunks and ends with the
 * connection (RFC 1945). Closing it ends an answer that never ends by itself.
 */
final class SocketRequest implements AutoCloseable {
    private static final int LONGEST_LINE = 8192;

    private final SocketChannel channel;
    private final InputStream body;

    private SocketRequest(SocketChannel channel, InputStream body) {
        this.channel = channel;
        this.body = body;
    }

    /**
     * Asks.
     *
     * @throws IOException if nobody listens, or the answer is not 200
     */
    static SocketRequest get(Path socket, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean answered = false;
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            InputStream body = new BufferedInputStream(Channels.newInputStream(channel));
            String[] status = line(body).split(" ", 3);
            for (String header = line(body); !header.isEmpty(); ) {
                header = line(body);
            }
            if (status.length < 2 || !status[1].equals("200")) {
                throw new IOException("GET " + path + " of " + socket + ": " + String.join(" ", status));
            }
            answered = true;
            return new SocketRequest(channel, body);
        } finally {
            if (!answered) {
                channel.close();
            }
        }
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new IOException("the answer ends within its header");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
