package dev.skep.agent.event;

import dev.skep.api.message.StackTraceEntry;
import dev.skep.bpf.stack.StackFrame;
import dev.skep.bpf.stack.StackNames;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.process.ExecId;
import java.util.List;

/** Makes the frames of stacks. Frames of which nothing is known are left out. Safe for several threads. */
final class FrameMessages {
    private final StackNames<ExecId> names;
    private final boolean addresses;

    FrameMessages(EventDetail detail) {
        names = detail.stacks();
        addresses = detail.stackAddresses();
    }

    List<StackTraceEntry> kernel(PolicyEvent event) {
        return event.kernelStack().isEmpty() ? List.of() : entries(names.kernel(event.kernelStack()));
    }

    List<StackTraceEntry> user(PolicyEvent event) {
        return event.userStack().isEmpty()
                ? List.of()
                : entries(names.user(event.process().id(), event.process().pid(), event.userStack()));
    }

    private List<StackTraceEntry> entries(List<StackFrame> frames) {
        return frames.stream()
                .filter(frame -> addresses
                        || !frame.symbol().isEmpty()
                        || !frame.module().isEmpty())
                .map(frame -> StackTraceEntry.newBuilder()
                        .setAddress(addresses ? frame.address() : 0)
                        .setOffset(frame.offset())
                        .setSymbol(frame.symbol())
                        .setModule(frame.module())
                        .build())
                .toList();
    }
}
