package dev.skep.security.policy.fuzz;

/** What was compared. */
final class Counted {
    private int policies;
    private int acts;
    private int events;

    /** So many were put into force. */
    void policies(int more) {
        policies += more;
    }

    /** So many were done. */
    void acts(int more) {
        acts += more;
    }

    /** So many came. */
    void events(int more) {
        events += more;
    }

    @Override
    public String toString() {
        return policies + " policies, " + acts + " acts, " + events + " events";
    }
}
