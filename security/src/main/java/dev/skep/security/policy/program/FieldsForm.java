package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.process.Credentials;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What the numbers of a {@link FieldsArgument} or {@link StructArgument} are together; each says what they are in order. */
public enum FieldsForm {
    /** Family, type, protocol, mark, priority, state, number of the socket; ports here and there; IPv4 and IPv6 addresses here and there. */
    SOCKET {
        @Override
        ArgumentValue value(long[] v) {
            boolean ip6 = v[0] == AddressReader.AF_INET6;
            Endpoint source = endpoint(ip6, v[9], v[10], v[11], v[7]);
            Endpoint destination = endpoint(ip6, v[12], v[13], v[14], v[8]);
            return new ArgumentValue.Sock(
                    (int) v[0], (int) v[1], (int) v[2], (int) v[3], (int) v[4], source, destination, v[6], (int) v[5]);
        }
    },
    /** Family, hash, length, priority, mark, protocol; ports of sender and receiver; IPv4 and IPv6 addresses of both. */
    PACKET {
        @Override
        ArgumentValue value(long[] v) {
            boolean ip6 = v[0] == AddressReader.AF_INET6;
            Endpoint source = endpoint(ip6, v[8], v[9], v[10], v[6]);
            Endpoint destination = endpoint(ip6, v[11], v[12], v[13], v[7]);
            return new ArgumentValue.Skb(
                    (int) v[1], (int) v[2], (int) v[3], (int) v[4], source, destination, (int) v[5], 0, 0, (int) v[0]);
        }
    },
    /** Family, port, IPv4 address, IPv6 address. */
    SOCKET_ADDRESS {
        @Override
        ArgumentValue value(long[] v) {
            boolean ofInternet = v[0] == AddressReader.AF_INET || v[0] == AddressReader.AF_INET6;
            return new ArgumentValue.SocketAddress(
                    (int) v[0],
                    ofInternet ? endpoint(v[0] == AddressReader.AF_INET6, v[2], v[3], v[4], v[1]) : Endpoint.NONE);
        }
    },
    /** Eight ids, SECBIT_ bits, three sets of capabilities, and the user namespace. */
    RIGHTS {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.Rights(new Credentials(
                    (int) v[0],
                    (int) v[1],
                    (int) v[2],
                    (int) v[3],
                    (int) v[4],
                    (int) v[5],
                    (int) v[6],
                    (int) v[7],
                    (int) v[8],
                    v[9],
                    v[10],
                    v[11],
                    new Credentials.UserNamespace((int) v[12], (int) v[13], (int) v[14], (int) v[15])));
        }
    },
    /** Level, owner, group, inode number. */
    USER_NAMESPACE {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.UserNamespace(
                    new Credentials.UserNamespace((int) v[0], (int) v[1], (int) v[2], (int) v[3]));
        }
    },
    /** Type, instructions, name. */
    BPF_ATTRIBUTES {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.BpfAttributes((int) v[0], (int) v[1], text(v, 2));
        }
    },
    /** Type, instructions, name. */
    BPF_PROGRAM {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.BpfProgram((int) v[0], (int) v[1], text(v, 2));
        }
    },
    /** Type, bytes of keys, bytes of values, elements, name. */
    BPF_MAP {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.BpfMap((int) v[0], (int) v[1], (int) v[2], (int) v[3], text(v, 4));
        }
    },
    /** Taints, name. */
    MODULE {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.KernelModule(text(v, 1), Optional.empty(), v[0]);
        }
    },
    /** Taints, whether its signature is good, name: of a module that is about to be loaded. */
    LOADED_MODULE {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.KernelModule(text(v, 2), Optional.of(v[1] != 0), v[0]);
        }
    },
    /** Name. */
    NET_DEVICE {
        @Override
        ArgumentValue value(long[] v) {
            return new ArgumentValue.NetDevice(text(v, 0));
        }
    };

    /** Which number of a {@link #SOCKET} is its state. */
    public static final int SOCKET_STATE = 5;

    /** What they are. User space only. */
    abstract ArgumentValue value(long[] numbers);

    /** What {@code count} numbers are that lie one behind the other. User space only. */
    ArgumentValue read(Bytes data, int at, int count) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = data.u64(at + i * Long.BYTES);
        }
        return value(numbers);
    }

    /** What it is, for people. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Endpoint endpoint(boolean ip6, long ip4, long high, long low, long port) {
        return ip6 ? new Endpoint(high, low, true, (int) port) : new Endpoint(0, ip4 & 0xffff_ffffL, false, (int) port);
    }

    private static String text(long[] numbers, int from) {
        ByteBuffer bytes =
                ByteBuffer.allocate((numbers.length - from) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < numbers.length; i++) {
            bytes.putLong(numbers[i]);
        }
        int end = 0;
        while (end < bytes.capacity() && bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
    }
}
