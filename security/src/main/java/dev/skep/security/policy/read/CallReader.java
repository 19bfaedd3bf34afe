package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Call;
import dev.skep.security.policy.model.Syscall;
import dev.skep.security.policy.model.SyscallTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads what kprobes, fentries, enforcers and lists of system calls name. */
final class CallReader {
    private static final String SYS = "sys_";
    private static final String SECURITY = "security_";
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$]*");

    private final Abi host;
    private final Lists lists;

    CallReader(Abi host, Lists lists) {
        this.host = host;
        this.lists = lists;
    }

    /**
     * The calls of a hook.
     *
     * @param call what it names: a function, or a list
     * @param syscall whether it says that they are system calls; if it does not, their names say
     * @param mayBeMissing whether the kernel need not have them
     */
    List<Call> calls(Element call, Optional<Boolean> syscall, boolean mayBeMissing) {
        if (!Lists.isName(call.text())) {
            return List.of(one(call, syscall, mayBeMissing));
        }
        return lists.named(call)
                .map(list -> switch (list.type()) {
                    case PLAIN ->
                        list.values().stream()
                                .map(value -> one(value, syscall, mayBeMissing))
                                .toList();
                    case SYSCALLS -> systemCalls(list, mayBeMissing);
                    case GENERATED_SYSCALLS ->
                        List.<Call>of(new Call.EverySystemCall(list.element().place()));
                    case GENERATED_FTRACE ->
                        List.<Call>of(new Call.FunctionsLike(
                                list.pattern(), list.element().place()));
                })
                .orElse(List.of());
    }

    /** The calls of an enforcer: system calls, functions of the LSM, or a list of them. */
    List<Call> enforced(Element call) {
        if (!Lists.isName(call.text())) {
            return List.of(enforcedOne(call));
        }
        return lists.named(call)
                .map(list -> switch (list.type()) {
                    case PLAIN -> list.values().stream().map(this::enforcedOne).toList();
                    case SYSCALLS -> systemCalls(list, false);
                    case GENERATED_SYSCALLS ->
                        List.<Call>of(new Call.EverySystemCall(list.element().place()));
                    case GENERATED_FTRACE -> {
                        call.wrong(
                                "names a list of functions that ftrace has; enforcers end system calls and security_ functions");
                        yield List.<Call>of();
                    }
                })
                .orElse(List.of());
    }

    private Call enforcedOne(Element call) {
        String name = call.text();
        if (name.startsWith(SECURITY)) {
            return one(call, Optional.of(false), false);
        }
        if (!looksLikeSystemCall(name)) {
            call.wrong(
                    "'" + Element.shown(name)
                            + "' can have no enforcer: those are for system calls (sys_NAME) and functions of the LSM (security_NAME)");
            return new Call.Function(name, call.place());
        }
        return systemCall(call, false);
    }

    private static boolean looksLikeSystemCall(String name) {
        return name.startsWith(SYS) || abiOfSymbol(name).isPresent();
    }

    private List<Call> systemCalls(PolicyList list, boolean mayBeMissing) {
        return list.values().stream()
                .map(value -> systemCall(value, mayBeMissing))
                .toList();
    }

    private Call one(Element call, Optional<Boolean> syscall, boolean mayBeMissing) {
        String name = call.name();
        if (syscall.orElseGet(() -> looksLikeSystemCall(name))) {
            return systemCall(call, mayBeMissing);
        }
        if (!name.isEmpty() && !SYMBOL.matcher(name).matches()) {
            call.wrong("'" + Element.shown(name) + "' is no name of a function");
        }
        return new Call.Function(name, call.place());
    }

    /** Reads {@code sys_dup}, {@code __x64_sys_dup} or {@code i386/sys_dup}. */
    private Call systemCall(Element call, boolean mayBeMissing) {
        String text = call.name();
        int slash = text.indexOf('/');
        String symbol = text.substring(slash + 1);
        Optional<Abi> ofSymbol = abiOfSymbol(symbol);
        Abi abi = slash < 0
                ? ofSymbol.orElse(host)
                : Abi.of(text.substring(0, slash)).orElse(host);
        String function = ofSymbol.map(
                        known -> symbol.substring(known.symbolPrefix().length()))
                .orElse(symbol);
        String name = function.startsWith(SYS) ? function.substring(SYS.length()) : "";
        check(call, text, abi, name, mayBeMissing);
        return new Call.SystemCall(SyscallTable.find(abi, name).orElseGet(() -> new Syscall(abi, name)), call.place());
    }

    private void check(Element call, String text, Abi abi, String name, boolean mayBeMissing) {
        int slash = text.indexOf('/');
        if (text.isEmpty()) {
            return;
        }
        if (slash >= 0 && Abi.of(text.substring(0, slash)).isEmpty()) {
            call.wrong(
                    "'" + Element.shown(text.substring(0, slash)) + "' is no ABI (allowed: x64, i386, arm64, arm32)");
        } else if (name.isEmpty() || !SYMBOL.matcher(name).matches()) {
            call.wrong(
                    "'" + Element.shown(text)
                            + "' is no system call: they are named sys_NAME, __x64_sys_NAME or i386/sys_NAME; of a function of the kernel say syscall: false");
        } else if (!abi.runsOn(host)) {
            call.wrong("'" + Element.shown(text) + "' is of " + abi.tetragonName() + ", but this machine is "
                    + host.tetragonName());
        } else if (!mayBeMissing && SyscallTable.find(abi, name).isEmpty()) {
            call.wrong("there is no system call '" + Element.shown(name) + "' on " + abi.tetragonName()
                    + NearNames.hint(name, SyscallTable.names(abi)));
        }
    }

    private static Optional<Abi> abiOfSymbol(String symbol) {
        for (Abi abi : List.of(Abi.X64, Abi.I386, Abi.ARM64)) {
            if (symbol.startsWith(abi.symbolPrefix() + SYS)) {
                return Optional.of(abi);
            }
        }
        return Optional.empty();
    }

    /** The numbers of a list's system calls, as values of type syscall64 have them. */
    List<Integer> numbers(PolicyList list) {
        return systemCalls(list, false).stream()
                .filter(Call.SystemCall.class::isInstance)
                .map(call -> SyscallTable.number(((Call.SystemCall) call).syscall()))
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .toList();
    }

    /** The numbers of all system calls of 64 bits. */
    List<Integer> everyNumber() {
        return SyscallTable.names(host).stream()
                .map(name -> SyscallTable.number(new Syscall(host, name)).orElseThrow())
                .toList();
    }
}
