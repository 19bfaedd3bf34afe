package dev.skep.security.policy;

import dev.skep.bpf.feature.Support;
import dev.skep.bpf.tracefs.TracepointFormat;
import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.RunningKernel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The kernel that runs, as if it had no trampolines: functions are hooked by breakpoints then. */
final class NoTrampolines implements KernelOffer {
    private final KernelOffer kernel = new RunningKernel();
    private final boolean holds;

    /** The kernel as it is otherwise. */
    NoTrampolines() {
        holds = kernel.holdsAtTracepoints();
    }

    private NoTrampolines(boolean holds) {
        this.holds = holds;
    }

    /** As if programs at tracepoints did not hold others up either: then system calls are seen at tracepoints of their own. */
    static NoTrampolines withTracepointsOfCalls() {
        return new NoTrampolines(false);
    }

    @Override
    public boolean functionEntry() {
        return false;
    }

    @Override
    public boolean functionExit() {
        return false;
    }

    @Override
    public boolean functionResult(String function) {
        return false;
    }

    @Override
    public boolean security() {
        return false;
    }

    @Override
    public boolean returnsValue(String function) {
        return kernel.returnsValue(function);
    }

    @Override
    public boolean kprobes() {
        return kernel.kprobes();
    }

    @Override
    public boolean overridable(String function) {
        return kernel.overridable(function);
    }

    @Override
    public Support writesMemory() {
        return kernel.writesMemory();
    }

    @Override
    public Support writesRegisters() {
        return kernel.writesRegisters();
    }

    @Override
    public boolean hasFunction(String name) {
        return kernel.hasFunction(name);
    }

    @Override
    public OptionalLong address(String function) {
        return kernel.address(function);
    }

    @Override
    public boolean hasTypedTracepoint(String name) {
        return kernel.hasTypedTracepoint(name);
    }

    @Override
    public boolean holdsAtTracepoints() {
        return holds;
    }

    @Override
    public Optional<TracepointFormat> tracepoint(String name) {
        return kernel.tracepoint(name);
    }

    @Override
    public Optional<List<Integer>> parameters(String function) {
        return kernel.parameters(function);
    }

    @Override
    public Optional<List<Integer>> tracepointParameters(String name) {
        return kernel.tracepointParameters(name);
    }

    @Override
    public List<String> functions(String prefix) {
        return kernel.functions(prefix);
    }
}
