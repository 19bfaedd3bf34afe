package dev.skep.compiler.hook;

/**
 * A socket that a process of a cgroup makes, binds or closes. Its addresses can be read after a bind only, and changes can be made when it
 * is made or closed only.
 */
public interface SockContext extends BpfSock {
    /** The call fails with EPERM. */
    int DENY = 0;

    /** The call goes on. */
    int ALLOW = 1;

    /** Binds it to a device; 0 for none. */
    void boundIfindex(int value);

    /** Sets the mark of its packets. */
    void mark(int value);

    /** Sets the priority of its packets. */
    void priority(int value);
}
