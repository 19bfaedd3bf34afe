package dev.skep.drop.live;

/** A device that does not take the program; the cause says why. */
public final class AttachException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient DropDevice device;
    private final String reason;

    AttachException(DropDevice device, RuntimeException cause) {
        super(device.name() + ": " + cause.getMessage(), cause);
        this.device = device;
        reason = String.valueOf(cause.getMessage());
    }

    /** The device. */
    public DropDevice device() {
        return device;
    }

    /** What the cause says. */
    public String reason() {
        return reason;
    }
}
