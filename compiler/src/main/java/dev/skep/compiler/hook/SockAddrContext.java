package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;

/**
 * The address in a system call on a socket, {@code struct bpf_sock_addr}: read it, change it, allow or deny the call. Numbers are in the
 * machine's byte order: 127.0.0.1 is 0x7f000001.
 */
public interface SockAddrContext extends Struct {
    /** The call fails with EPERM, or with what {@link dev.skep.compiler.helper.CgroupHelpers#setRetval} says. */
    int DENY = 0;

    /** The call goes on, with the address as it is now. */
    int ALLOW = 1;

    /** Of bind alone: the call goes on, and a port below 1024 needs no CAP_NET_BIND_SERVICE. Since Linux 5.12. */
    int ALLOW_PRIVILEGED_PORT = 3;

    /** The family that the process gave: AF_INET (2), AF_INET6 (10), AF_UNIX (1). */
    int userFamily();

    /** The IPv4 address. */
    int userIp4();

    /** Changes the IPv4 address. */
    void userIp4(int value);

    /** One of the four words of the IPv6 address; {@code index} known at load time. */
    int userIp6(int index);

    /** Changes one of the four words of the IPv6 address; {@code index} known at load time. */
    void userIp6(int index, int value);

    /** The port. */
    int userPort();

    /** Changes the port. */
    void userPort(int value);

    /** The socket's family: AF_INET (2), AF_INET6 (10), AF_UNIX (1). */
    int family();

    /** SOCK_STREAM (1), SOCK_DGRAM (2). */
    int type();

    /** IPPROTO_TCP (6), IPPROTO_UDP (17), ... */
    int protocol();

    /** Of sendmsg: the IPv4 address to send from. */
    int messageSourceIp4();

    /** Of sendmsg: changes the IPv4 address to send from. */
    void messageSourceIp4(int value);

    /** Of sendmsg: one of the four words of the IPv6 address to send from; {@code index} known at load time. */
    int messageSourceIp6(int index);

    /** Of sendmsg: changes one of the four words of the IPv6 address to send from; {@code index} known at load time. */
    void messageSourceIp6(int index, int value);

    /** The socket. Since Linux 5.3. */
    BpfSock socket();
}
