package dev.skep.security.policy;

/**
 * How often actions were done, or would have been.
 *
 * @param post events sent
 * @param signal signals sent, SIGKILL included
 * @param monitorSignal signals not sent because of the mode
 * @param override values replaced
 * @param monitorOverride values not replaced because of the mode
 * @param notifyEnforcer system calls told to the enforcer
 * @param monitorNotifyEnforcer system calls not told because of the mode
 * @param set arguments written
 * @param monitorSet arguments not written because of the mode
 * @param noPost events not sent because an action said so
 */
public record ActionCounters(
        long post,
        long signal,
        long monitorSignal,
        long override,
        long monitorOverride,
        long notifyEnforcer,
        long monitorNotifyEnforcer,
        long set,
        long monitorSet,
        long noPost) {
    /** Nothing done. */
    public static final ActionCounters ZERO = new ActionCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public ActionCounters plus(ActionCounters other) {
        return new ActionCounters(
                post + other.post,
                signal + other.signal,
                monitorSignal + other.monitorSignal,
                override + other.override,
                monitorOverride + other.monitorOverride,
                notifyEnforcer + other.notifyEnforcer,
                monitorNotifyEnforcer + other.monitorNotifyEnforcer,
                set + other.set,
                monitorSet + other.monitorSet,
                noPost + other.noPost);
    }
}
