package dev.skep.security.policy.hook;

import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.bpf.tracefs.TracepointFormat;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Call;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.Syscall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Chooses the hooks of a kernel that serve what a policy names.
 *
 * <ol>
 *   <li>A tracepoint is served by itself; a system call by what sees all of them, or by its function where its result is to be replaced.
 *   <li>A hook of the LSM is served by itself.
 *   <li>A function is served by its own entry: by a trampoline (fentry), or by a kprobe where there are no trampolines. A function {@code
 *       security_NAME} whose result is to be replaced, or whose caller is to be killed before it does anything, is served by the hook of
 *       the LSM behind it.
 *   <li>A function that the kernel does not let programs hook is served by what {@link Equivalents} has for it.
 * </ol>
 */
public final class HookTable {
    private static final String SECURITY = "security_";

    /** Where programs are attached. */
    private static final String LSM = "bpf_lsm_";

    private static final String AMONG_ALL = "the system call, told by its number from all that pass one tracepoint";

    private final KernelOffer kernel;
    private final SystemCallHooks systemCalls;
    private final Equivalents equivalents;

    /** For a kernel. */
    public HookTable(KernelOffer kernel) {
        this.kernel = kernel;
        this.systemCalls = new SystemCallHooks(kernel);
        this.equivalents = new Equivalents(kernel);
    }

    /**
     * What serves a call of a kprobe or fentry.
     *
     * @throws Refused if nothing does
     */
    public List<Serving> call(HookPoint.Functions.Probe probe, Call call, Needs needs) {
        return switch (call) {
            case Call.SystemCall c -> List.of(systemCall(c.syscall(), needs));
            case Call.Function f -> function(probe, f.name(), needs);
            case Call.EverySystemCall every -> List.of(everySystemCall(needs));
            case Call.FunctionsLike like -> throw Refused.because("a pattern has to be resolved first");
        };
    }

    /**
     * The functions that match a pattern.
     *
     * @throws Refused if none does, or the kernel does not say which it has
     */
    public List<Call> functionsLike(Call.FunctionsLike like) {
        NamePattern pattern;
        try {
            pattern = new NamePattern(like.pattern());
        } catch (PatternSyntaxException wrong) {
            throw Refused.because("'" + like.pattern() + "' is no regular expression: " + wrong.getDescription());
        }
        List<Call> found = kernel.functions(pattern.beginning()).stream()
                .filter(name -> pattern.matches(name) && kernel.hasFunction(name))
                .sorted()
                .<Call>map(name -> new Call.Function(name, like.place()))
                .toList();
        if (found.isEmpty()) {
            throw Refused.missing("this kernel has no function that '" + like.pattern() + "' matches");
        }
        return found;
    }

    /** The hook at which the result of a call can be replaced that is being made; empty if this kernel has none. */
    public Optional<KernelHook> enforcer(Call call) {
        String function = switch (call) {
            case Call.SystemCall c -> c.syscall().symbol();
            case Call.Function f -> f.name();
            case Call.EverySystemCall every -> "";
            case Call.FunctionsLike like -> "";
        };
        if (function.isEmpty() || !kernel.hasFunction(function)) {
            return Optional.empty();
        }
        if (kernel.functionResult(function)) {
            return Optional.of(new KernelHook.FunctionResult(function));
        }
        return kernel.kprobes() && kernel.overridable(function)
                ? Optional.of(new KernelHook.KprobeEntry(function))
                : Optional.empty();
    }

    /**
     * What serves a tracepoint.
     *
     * @param read the fields that are wanted
     * @throws Refused if the kernel has no such tracepoint
     */
    public Serving tracepoint(HookPoint.Tracepoint point, Set<Integer> read) {
        HookName name = new HookName.Tracepoint(point.subsystem(), point.event());
        String full = point.subsystem() + "/" + point.event();
        if (point.raw()) {
            List<Integer> types = kernel.tracepointParameters(point.event())
                    .orElseThrow(() -> Refused.missing("this kernel has no tracepoint " + point.event()));
            return new Serving(
                    new KernelHook.TypedTracepoint(point.event()),
                    name,
                    List.of(),
                    true,
                    List.of(),
                    new ParameterTypes(types),
                    Optional.empty(),
                    Denial.NONE,
                    Moment.AFTER,
                    "a raw tracepoint, with the types that BTF has of its arguments",
                    "");
        }
        TracepointFormat format =
                kernel.tracepoint(full).orElseThrow(() -> Refused.missing("this kernel has no tracepoint " + full));
        Optional<SystemCallHooks.Same> instead = systemCalls.instead(point, format, read);
        return new Serving(
                instead.map(SystemCallHooks.Same::hook).orElseGet(() -> new KernelHook.Tracepoint(full)),
                name,
                instead.map(SystemCallHooks.Same::fields).orElseGet(() -> RecordFields.sources(format)),
                false,
                List.of(),
                RecordFields.types(format),
                Optional.empty(),
                Denial.NONE,
                moment(point),
                instead.map(HookTable::amongAll).orElse("the tracepoint itself"),
                "");
    }

    private static String amongAll(SystemCallHooks.Same same) {
        return same.hook() instanceof KernelHook.SystemCall
                ? AMONG_ALL
                : "the tracepoint itself, with typed arguments: it costs less without a record";
    }

    private static Moment moment(HookPoint.Tracepoint point) {
        String enter = "sys_enter_";
        return point.subsystem().equals("syscalls") && point.event().startsWith(enter)
                ? GivingUp.moment(point.event().substring(enter.length()))
                : Moment.AFTER;
    }

    /**
     * What serves a hook of the LSM.
     *
     * @throws Refused if the kernel lets no program be attached there
     */
    public List<Serving> security(String hook) {
        requireHook(hook);
        if (!kernel.security()) {
            String function = SECURITY + (hook.equals("bprm_check_security") ? "bprm_check" : hook);
            List<Serving> others = others(function, new HookName.Lsm(hook), Set.of());
            if (!others.isEmpty()) {
                return others;
            }
            throw Refused.because(
                    "this kernel lets no program be attached to hooks of the LSM, and nothing else sees the same");
        }
        return List.of(lsm(
                new KernelHook.Security(hook), hook, new HookName.Lsm(hook), Optional.empty(), "the hook itself", ""));
    }

    /**
     * What serves a hook of the LSM of whose file IMA is asked for the hash.
     *
     * @throws Refused if the kernel lets no program be attached there that may ask
     */
    public List<Serving> securityWithHash(String hook) {
        requireHook(hook);
        if (!kernel.security()) {
            throw Refused.because(
                    "hashes of IMA are told at hooks of the LSM alone, and this kernel lets no program be attached there");
        }
        if (!kernel.hasFunction("bpf_ima_file_hash") || !kernel.hasFunction("ima_file_hash")) {
            throw Refused.because(
                    "this kernel has no hashes for programs: that takes CONFIG_IMA, and Linux 5.18 or later");
        }
        return List.of(lsm(
                new KernelHook.SecurityWithHash(hook, KernelHook.SecurityWithHash.Part.RULES),
                hook,
                new HookName.Lsm(hook),
                Optional.empty(),
                "the hook itself, with a program behind the rules that may sleep and asks IMA",
                "what another program at the hook denies before is not told of"));
    }

    private void requireHook(String hook) {
        if (!kernel.hasFunction(LSM + hook)) {
            throw noHook(hook);
        }
    }

    private static Refused noHook(String hook) {
        return Refused.missing("this kernel has no hook " + hook + " of the LSM");
    }

    private Serving lsm(
            KernelHook by,
            String hook,
            HookName name,
            Optional<Serving.Return> returns,
            String reason,
            String difference) {
        List<Integer> types = kernel.parameters(LSM + hook).orElseThrow(() -> noHook(hook));
        // Some hooks only tell, and what programs return there is not looked at.
        boolean decides = kernel.returnsValue(LSM + hook);
        return new Serving(
                by,
                name,
                List.of(),
                true,
                List.of(),
                new ParameterTypes(types),
                returns,
                decides ? Denial.RESULT : Denial.NONE,
                decides ? Moment.BEFORE : Moment.AFTER,
                reason,
                difference);
    }

    /** What sees calls of a function elsewhere, where its arguments have the types that they have there. */
    private List<Serving> others(String function, HookName name, Set<Integer> read) {
        ParameterTypes types =
                kernel.parameters(function).map(ParameterTypes::new).orElse(ParameterTypes.UNKNOWN);
        return equivalents.of(function, read).stream()
                .map(serving -> named(serving, name, types))
                .toList();
    }

    private static Serving named(Serving serving, HookName name, ParameterTypes types) {
        return new Serving(
                serving.hook(),
                name,
                serving.arguments(),
                serving.open(),
                serving.conditions(),
                types,
                serving.returns(),
                serving.denial(),
                serving.moment(),
                serving.reason(),
                serving.difference());
    }

    private Serving systemCall(Syscall syscall, Needs needs) {
        HookName name = new HookName.Kprobe(syscall.symbol());
        if (syscall.abi() != Abi.X64 && syscall.abi() != Abi.ARM64) {
            throw Refused.because(
                    "system calls of programs of 32 bits have no tracepoints of their own; use the tracepoint"
                            + " raw_syscalls/sys_enter");
        }
        if (needs.denies()) {
            return denying(syscall, name, needs);
        }
        KernelHook begin = systemCalls
                .begin(syscall.name())
                .orElseThrow(() -> Refused.missing("this kernel has no system call " + syscall.name()));
        Optional<Serving.Return> returns = needs.returns()
                ? Optional.of(
                        new Serving.Return(systemCalls.end(syscall.name()), new Source.Position(SystemCallHooks.FIRST)))
                : Optional.empty();
        return new Serving(
                begin,
                name,
                systemCalls.arguments(syscall.name()),
                false,
                List.of(),
                ParameterTypes.UNKNOWN,
                returns,
                Denial.NONE,
                GivingUp.moment(syscall.name()),
                begin instanceof KernelHook.SystemCall
                        ? AMONG_ALL
                        : "the tracepoint of the system call: every kernel has it",
                "");
    }

    private Serving denying(Syscall syscall, HookName name, Needs needs) {
        String function = syscall.symbol();
        if (!needs.overrideReturn() && kernel.hasFunction(function) && kernel.functionResult(function)) {
            return registers(
                    new KernelHook.FunctionResult(function),
                    name,
                    Denial.RESULT,
                    "its result can be replaced by fmod_ret");
        }
        if (kernel.kprobes() && !needs.modifyReturn() && kernel.overridable(function)) {
            return registers(
                    new KernelHook.KprobeEntry(function),
                    name,
                    Denial.OVERRIDE_RETURN,
                    "a kprobe can replace its result");
        }
        throw Refused.because(
                "the result of a system call cannot be replaced in this kernel: it has neither fmod_ret nor"
                        + " bpf_override_return for " + function);
    }

    /** A system call's function gets the registers of the process as its one argument. */
    private static Serving registers(KernelHook hook, HookName name, Denial denial, String reason) {
        List<Source> arguments = SyscallRegisters.arguments();
        return new Serving(
                hook,
                name,
                arguments,
                false,
                List.of(),
                ParameterTypes.UNKNOWN,
                Optional.empty(),
                denial,
                Moment.BEFORE,
                reason,
                "");
    }

    private Serving everySystemCall(Needs needs) {
        if (needs.denies() || needs.returns()) {
            throw Refused.because("for all system calls together neither results nor their replacement are served");
        }
        if (kernel.tracepoint("raw_syscalls/sys_enter").isEmpty()) {
            throw Refused.missing("this kernel has no tracepoint raw_syscalls/sys_enter");
        }
        return new Serving(
                kernel.holdsAtTracepoints()
                        ? new KernelHook.TypedTracepoint("sys_enter")
                        : new KernelHook.Tracepoint("raw_syscalls/sys_enter"),
                new HookName.Kprobe("sys_enter"),
                List.of(),
                false,
                List.of(),
                ParameterTypes.UNKNOWN,
                Optional.empty(),
                Denial.NONE,
                Moment.AFTER,
                "one tracepoint for all system calls",
                "");
    }

    private List<Serving> function(HookPoint.Functions.Probe probe, String function, Needs needs) {
        boolean kprobe = probe == HookPoint.Functions.Probe.KPROBE;
        HookName name = kprobe ? new HookName.Kprobe(function) : new HookName.Fentry(function);
        if (needs.denies()) {
            return denying(function, name, needs);
        }
        Optional<Serving> behind = needs.kills() ? behind(function, name, needs) : Optional.empty();
        if (behind.isPresent()) {
            return List.of(behind.get());
        }
        Optional<List<Integer>> types = kernel.parameters(function);
        if (types.isPresent() && kernel.functionEntry() && (!needs.returns() || kernel.functionExit())) {
            int count = types.get().size();
            return List.of(itself(
                    new KernelHook.FunctionEntry(function),
                    new KernelHook.FunctionExit(function),
                    count,
                    name,
                    types.get(),
                    needs,
                    "its entry, by a trampoline"));
        }
        if (types.isPresent() && kernel.kprobes()) {
            return List.of(itself(
                    new KernelHook.KprobeEntry(function),
                    new KernelHook.KprobeExit(function),
                    0,
                    name,
                    types.get(),
                    needs,
                    "its entry, by a kprobe"));
        }
        List<Serving> others = others(function, name, needs.arguments());
        if (!others.isEmpty()) {
            return others;
        }
        if (types.isEmpty()) {
            throw Refused.missing("this kernel has no function " + function);
        }
        throw Refused.because(
                "this kernel lets neither trampolines nor kprobes be attached to functions, and nothing else is"
                        + " known to see calls of " + function);
    }

    private static Serving itself(
            KernelHook entry,
            KernelHook exit,
            int resultPosition,
            HookName name,
            List<Integer> types,
            Needs needs,
            String reason) {
        Optional<Serving.Return> returns = needs.returns()
                ? Optional.of(new Serving.Return(Optional.of(exit), new Source.Position(resultPosition)))
                : Optional.empty();
        return new Serving(
                entry,
                name,
                List.of(),
                true,
                List.of(),
                new ParameterTypes(types),
                returns,
                Denial.NONE,
                Moment.AFTER,
                reason,
                "");
    }

    private List<Serving> denying(String function, HookName name, Needs needs) {
        Optional<Serving> behind = behind(function, name, needs);
        if (behind.isPresent()) {
            return List.of(behind.get());
        }
        if (!needs.overrideReturn() && kernel.hasFunction(function) && kernel.functionResult(function)) {
            return List.of(modifying(
                    new KernelHook.FunctionResult(function), function, name, Denial.RESULT, "fmod_ret", needs));
        }
        if (kernel.kprobes() && !needs.modifyReturn() && kernel.overridable(function)) {
            return List.of(modifying(
                    new KernelHook.KprobeEntry(function), function, name, Denial.OVERRIDE_RETURN, "a kprobe", needs));
        }
        List<Serving> others = others(function, name, needs.arguments());
        if (!others.isEmpty() && others.stream().noneMatch(other -> other.denial() == Denial.NONE)) {
            return others;
        }
        throw Refused.because(
                "the result of " + function + " cannot be replaced in this kernel: it has neither BPF LSM nor fmod_ret"
                        + " nor bpf_override_return for it");
    }

    /** The hook of the LSM that a function {@code security_NAME} calls; empty where this kernel or the policy does not allow it. */
    private Optional<Serving> behind(String function, HookName name, Needs needs) {
        String hook = function.startsWith(SECURITY) ? function.substring(SECURITY.length()) : "";
        boolean chosen = needs.overrideReturn() || needs.modifyReturn();
        if (hook.isEmpty() || chosen || !kernel.security() || !kernel.hasFunction(LSM + hook)) {
            return Optional.empty();
        }
        Optional<Serving.Return> returns = returns(function, needs);
        if (needs.returns() && returns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(lsm(
                new KernelHook.Security(hook),
                hook,
                name,
                returns,
                "the hook of the LSM behind the function, where a program may deny",
                "what another security module denies is not told of"));
    }

    /** The exit of a function whose entry is not what is hooked. */
    private Optional<Serving.Return> returns(String function, Needs needs) {
        return needs.returns() && kernel.functionExit()
                ? kernel.parameters(function)
                        .map(types -> new Serving.Return(
                                Optional.of(new KernelHook.FunctionExit(function)), new Source.Position(types.size())))
                : Optional.empty();
    }

    private Serving modifying(KernelHook hook, String function, HookName name, Denial denial, String by, Needs needs) {
        List<Integer> types = kernel.parameters(function)
                .orElseThrow(() -> Refused.missing("this kernel has no function " + function));
        return new Serving(
                hook,
                name,
                List.of(),
                true,
                List.of(),
                new ParameterTypes(types),
                denial == Denial.RESULT ? returns(function, needs) : Optional.empty(),
                denial,
                Moment.BEFORE,
                "its result can be replaced by " + by,
                "");
    }

    /** Fields of a tracepoint's format, for messages. */
    static List<String> names(TracepointFormat format) {
        return format.fields().stream().map(TracepointField::name).toList();
    }
}
