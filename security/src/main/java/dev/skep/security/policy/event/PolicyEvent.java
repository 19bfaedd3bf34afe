package dev.skep.security.policy.event;

import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A policy's selector matched at one of its hooks.
 *
 * @param time when
 * @param process who did it
 * @param tid its thread
 * @param parent the parent of {@code process}
 * @param ancestors the parents of the parent, where they are asked for
 * @param policy what matched
 * @param hook where, as the policy names it
 * @param arguments what the policy asked for, in its order
 * @param data what it asked for beyond the arguments: the list {@code data} of a hook
 * @param result what the function returned; empty unless the policy asks for it
 * @param action the last of the selector's actions that says something of its own, {@link ActionKind#POST} if there is none
 * @param returnAction the same of the actions for the return; empty where the policy has none for it
 * @param effect what the action achieved
 * @param kernelStack return addresses in the kernel, the innermost first; empty unless asked for
 * @param userStack return addresses in the process, the innermost first; empty unless asked for
 * @param imageHash what IMA says the file is, as {@code sha256:} and hexadecimal digits; empty unless asked for, or where IMA does not say
 * @param requests what the selector wants the agent to do
 */
@SuppressWarnings("JavaLangClash") // as in ProcessEvent
public record PolicyEvent(
        Instant time,
        Process process,
        int tid,
        Optional<Process> parent,
        List<Process> ancestors,
        PolicyReference policy,
        HookName hook,
        List<Argument> arguments,
        List<Argument> data,
        Optional<Argument> result,
        ActionKind action,
        Optional<ActionKind> returnAction,
        Effect effect,
        List<Long> kernelStack,
        List<Long> userStack,
        Optional<String> imageHash,
        List<Action.ByAgent> requests)
        implements ProcessEvent {
    /** Copies. */
    public PolicyEvent {
        ancestors = List.copyOf(ancestors);
        arguments = List.copyOf(arguments);
        data = List.copyOf(data);
        kernelStack = List.copyOf(kernelStack);
        userStack = List.copyOf(userStack);
        requests = List.copyOf(requests);
    }
}
