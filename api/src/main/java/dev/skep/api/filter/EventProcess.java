package dev.skep.api.filter;

import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.Process;
import java.util.List;
import java.util.Optional;

/** The processes that an event tells of, whatever kind of event it is. */
public final class EventProcess {
    private EventProcess() {}

    /** The process that did it. */
    public static Optional<Process> of(GetEventsResponse event) {
        return switch (event.getEventCase()) {
            case PROCESS_EXEC ->
                given(
                        event.getProcessExec().hasProcess(),
                        event.getProcessExec().getProcess());
            case PROCESS_EXIT ->
                given(
                        event.getProcessExit().hasProcess(),
                        event.getProcessExit().getProcess());
            case PROCESS_KPROBE ->
                given(
                        event.getProcessKprobe().hasProcess(),
                        event.getProcessKprobe().getProcess());
            case PROCESS_TRACEPOINT ->
                given(
                        event.getProcessTracepoint().hasProcess(),
                        event.getProcessTracepoint().getProcess());
            case PROCESS_LOADER ->
                given(
                        event.getProcessLoader().hasProcess(),
                        event.getProcessLoader().getProcess());
            case PROCESS_UPROBE ->
                given(
                        event.getProcessUprobe().hasProcess(),
                        event.getProcessUprobe().getProcess());
            case PROCESS_LSM ->
                given(event.getProcessLsm().hasProcess(), event.getProcessLsm().getProcess());
            case PROCESS_USDT ->
                given(
                        event.getProcessUsdt().hasProcess(),
                        event.getProcessUsdt().getProcess());
            case PROCESS_THROTTLE, TEST, RATE_LIMIT_INFO, EVENT_NOT_SET -> Optional.empty();
        };
    }

    /** Its parent. */
    static Optional<Process> parent(GetEventsResponse event) {
        return switch (event.getEventCase()) {
            case PROCESS_EXEC ->
                given(event.getProcessExec().hasParent(), event.getProcessExec().getParent());
            case PROCESS_EXIT ->
                given(event.getProcessExit().hasParent(), event.getProcessExit().getParent());
            case PROCESS_KPROBE ->
                given(
                        event.getProcessKprobe().hasParent(),
                        event.getProcessKprobe().getParent());
            case PROCESS_TRACEPOINT ->
                given(
                        event.getProcessTracepoint().hasParent(),
                        event.getProcessTracepoint().getParent());
            case PROCESS_LOADER ->
                given(
                        event.getProcessLoader().hasParent(),
                        event.getProcessLoader().getParent());
            case PROCESS_UPROBE ->
                given(
                        event.getProcessUprobe().hasParent(),
                        event.getProcessUprobe().getParent());
            case PROCESS_LSM ->
                given(event.getProcessLsm().hasParent(), event.getProcessLsm().getParent());
            case PROCESS_USDT ->
                given(event.getProcessUsdt().hasParent(), event.getProcessUsdt().getParent());
            case PROCESS_THROTTLE, TEST, RATE_LIMIT_INFO, EVENT_NOT_SET -> Optional.empty();
        };
    }

    /** The ancestors above the parent. */
    static List<Process> ancestors(GetEventsResponse event) {
        return switch (event.getEventCase()) {
            case PROCESS_EXEC -> event.getProcessExec().getAncestorsList();
            case PROCESS_EXIT -> event.getProcessExit().getAncestorsList();
            case PROCESS_KPROBE -> event.getProcessKprobe().getAncestorsList();
            case PROCESS_TRACEPOINT -> event.getProcessTracepoint().getAncestorsList();
            case PROCESS_LOADER -> event.getProcessLoader().getAncestorsList();
            case PROCESS_UPROBE -> event.getProcessUprobe().getAncestorsList();
            case PROCESS_LSM -> event.getProcessLsm().getAncestorsList();
            case PROCESS_USDT -> event.getProcessUsdt().getAncestorsList();
            case PROCESS_THROTTLE, TEST, RATE_LIMIT_INFO, EVENT_NOT_SET -> List.of();
        };
    }

    /** The policy that an event comes from; empty for one that comes from none. */
    static String policy(GetEventsResponse event) {
        return switch (event.getEventCase()) {
            case PROCESS_KPROBE -> event.getProcessKprobe().getPolicyName();
            case PROCESS_TRACEPOINT -> event.getProcessTracepoint().getPolicyName();
            case PROCESS_UPROBE -> event.getProcessUprobe().getPolicyName();
            case PROCESS_LSM -> event.getProcessLsm().getPolicyName();
            case PROCESS_USDT -> event.getProcessUsdt().getPolicyName();
            case PROCESS_EXEC, PROCESS_EXIT, PROCESS_LOADER, PROCESS_THROTTLE, TEST, RATE_LIMIT_INFO, EVENT_NOT_SET ->
                "";
        };
    }

    private static Optional<Process> given(boolean present, Process process) {
        return present ? Optional.of(process) : Optional.empty();
    }
}
