package dev.skep.compiler.interpreter;

/** The program did what no program may do: read what was never written, leave its memory, run for ever. */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
        super(message);
    }

    /** At this place; says so in the message. */
    Fault at(String place) {
        Fault located = new Fault(place + ": " + getMessage());
        located.setStackTrace(getStackTrace());
        return located;
    }
}
