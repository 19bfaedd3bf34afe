package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A getsockopt(2) or setsockopt(2), {@code struct bpf_sockopt}. Of setsockopt the program sees the value before the kernel, of getsockopt
 * after it.
 */
public interface SockoptContext extends PacketContext {
    /** The call fails with EPERM. */
    int DENY = 0;

    /** The call goes on. */
    int ALLOW = 1;

    /** Of setsockopt, for {@link #length(int)}: the program has done all, the kernel shall do nothing. */
    int HANDLED = -1;

    /** The part {@code type} of the option's value at {@code offset}, or null where the value ends before that. */
    @Override
    <T extends Struct> @Nullable T at(int offset, Class<T> type);

    /** SOL_SOCKET (1), IPPROTO_TCP (6), ... */
    int level();

    /** Of setsockopt: changes the level. */
    void level(int value);

    /** SO_MARK (36), TCP_NODELAY (1), ... */
    int option();

    /** Of setsockopt: changes the option. */
    void option(int value);

    /** Bytes of the value; -1 of getsockopt if the kernel does not know the option. */
    int length();

    /** Changes the length, not beyond what there is; see {@link #HANDLED}. Set 0 for values longer than a page that stay as they are. */
    void length(int value);

    /** Of getsockopt: what the call returns: 0, or a negative errno. */
    int result();

    /** Of getsockopt: changes what the call returns; before Linux 5.18 to 0 only. */
    void result(int value);

    /** The socket. */
    BpfSock socket();
}
