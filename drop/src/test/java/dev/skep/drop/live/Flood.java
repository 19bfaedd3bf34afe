package dev.skep.drop.live;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * Sends datagrams as fast as they are taken: numbered ones to one port, which answers each {@value #WINDOW} of them, and as many to a
 * second port. Ends when its standard input does, and then says how many it sent to each.
 */
final class Flood {
    static final int WINDOW = 32;

    private Flood() {}

    public static void main(String[] arguments) throws IOException {
        InetAddress there = InetAddress.getByName(arguments[0]);
        int passing = Integer.parseInt(arguments[1]);
        int dropped = Integer.parseInt(arguments[2]);
        long sent = 0;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(20_000);
            DatagramPacket answer = new DatagramPacket(new byte[Long.BYTES], Long.BYTES);
            while (System.in.available() == 0) {
                for (int i = 0; i < WINDOW; i++) {
                    byte[] number =
                            ByteBuffer.allocate(Long.BYTES).putLong(sent++).array();
                    socket.send(new DatagramPacket(number, number.length, there, passing));
                    socket.send(new DatagramPacket(number, number.length, there, dropped));
                }
                socket.receive(answer);
            }
            System.out.println(sent);
        } catch (SocketTimeoutException lost) {
            System.out.println("a packet was lost among the last of " + sent);
        }
    }
}
