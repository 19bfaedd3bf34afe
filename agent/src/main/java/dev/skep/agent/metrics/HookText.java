package dev.skep.agent.metrics;

import dev.skep.security.policy.event.HookName;

/** Hooks of policies as metrics name them. */
final class HookText {
    private HookText() {}

    static String of(HookName hook) {
        return switch (hook) {
            case HookName.Kprobe(String function) -> "kprobe:" + function;
            case HookName.Fentry(String function) -> "kprobe:" + function;
            case HookName.Tracepoint(String subsystem, String event) -> "tracepoint:" + subsystem + '/' + event;
            case HookName.Uprobe probe -> "uprobe:" + probe.path() + '/' + probe.symbol();
            case HookName.Usdt probe -> "usdt:" + probe.provider() + '/' + probe.name();
            case HookName.Lsm(String name) -> "lsm:" + name;
        };
    }
}
