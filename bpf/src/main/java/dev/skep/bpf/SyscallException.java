package dev.skep.bpf;

/**
 * A system call that failed: which one, on which object, with which errno, and what usually causes that.
 *
 * <p>Example: {@code bpf(BPF_MAP_CREATE) events: EPERM (operation not permitted): needs root or CAP_BPF}.
 */
public final class SyscallException extends KernelException {
    private static final long serialVersionUID = 1L;

    /** The call as the kernel names it. */
    private final String call;

    /** What the call was about. */
    private final String object;

    /** The positive error number. */
    private final int number;

    /**
     * Made by whoever made the call.
     *
     * @param call the call as the kernel names it: "mmap", "bpf(BPF_PROG_LOAD)"
     * @param object what it was about: the map's or program's name, a path, an interface; may be empty
     * @param errno the positive error number
     */
    public SyscallException(String call, String object, int errno) {
        super(message(call, object, errno));
        this.call = call;
        this.object = object;
        this.number = errno;
    }

    /** The call as the kernel names it. */
    public String call() {
        return call;
    }

    /** What the call was about; empty when it was about nothing in particular. */
    public String object() {
        return object;
    }

    /** The positive error number. */
    public int number() {
        return number;
    }

    /** Whether the call failed with this error. */
    public boolean is(Errno errno) {
        return number == errno.number();
    }

    private static String message(String call, String object, int errno) {
        StringBuilder text = new StringBuilder(call);
        if (!object.isEmpty()) {
            text.append(' ').append(object);
        }
        text.append(": ").append(Errno.nameOf(errno));
        Errno.of(errno)
                .ifPresent(known -> text.append(" (").append(known.text()).append(')'));
        String cause = UsualCause.of(call, errno);
        if (!cause.isEmpty()) {
            text.append(": ").append(cause);
        }
        return text.toString();
    }
}
