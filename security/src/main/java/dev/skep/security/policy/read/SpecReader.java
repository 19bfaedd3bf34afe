package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Enforcer;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint.Functions.Probe;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.WorkloadSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the spec of one policy. */
final class SpecReader {
    private static final String[] FIELDS = {
        "kprobes",
        "fentries",
        "tracepoints",
        "uprobes",
        "usdts",
        "lsmhooks",
        "loader",
        "enforcers",
        "lists",
        "options",
        "selectorsMacros",
        "podSelector",
        "containerSelector",
        "hostSelector",
        "nodeSelector"
    };

    private final Abi host;
    private final PolicyName name;

    SpecReader(Abi host, PolicyName name) {
        this.host = host;
        this.name = name;
    }

    Policy read(Element spec) {
        Fields fields = spec.fields(FIELDS);
        Lists lists = new Lists(fields.list("lists", PolicyList::read));
        CallReader calls = new CallReader(host, lists);
        List<Enforcer> enforcers = fields.list("enforcers", enforcer -> enforcer(enforcer, calls));
        Macros macros =
                new Macros(fields.optional("selectorsMacros").map(Fields::named).orElse(Map.of()));
        HookReader reader = new HookReader(host, lists, calls, macros, !enforcers.isEmpty());
        List<Hook> hooks = hooks(fields, reader);
        boolean loader = fields.flag("loader");
        macros.checkUnused();
        if (hooks.isEmpty() && !loader && enforcers.isEmpty() && spec.isMapping()) {
            spec.remark(
                    "has no hook, and does nothing: give kprobes, fentries, tracepoints, uprobes, usdts, lsmhooks or loader");
        }
        return new Policy(
                name,
                hooks,
                loader,
                enforcers,
                OptionsReader.read(fields),
                workloads(fields),
                fields.optional("nodeSelector").map(LabelSelectorReader::read),
                spec.place());
    }

    private static List<Hook> hooks(Fields fields, HookReader reader) {
        List<Hook> hooks = new ArrayList<>();
        addAll(fields, "kprobes", hooks, (hook, index) -> reader.functions(hook, index, Probe.KPROBE));
        addAll(fields, "fentries", hooks, (hook, index) -> reader.functions(hook, index, Probe.FENTRY));
        addAll(fields, "tracepoints", hooks, reader::tracepoint);
        addAll(fields, "uprobes", hooks, reader::userFunctions);
        addAll(fields, "usdts", hooks, reader::userTracepoint);
        addAll(fields, "lsmhooks", hooks, reader::lsm);
        return hooks;
    }

    /** Reads one hook. */
    private interface ReadHook {
        Hook read(Element hook, int index);
    }

    private static void addAll(Fields fields, String section, List<Hook> to, ReadHook read) {
        List<Element> hooks = fields.optional(section).map(Element::items).orElse(List.of());
        for (int i = 0; i < hooks.size(); i++) {
            to.add(read.read(hooks.get(i), i));
        }
    }

    private static Enforcer enforcer(Element enforcer, CallReader calls) {
        List<Element> names = enforcer.fields("calls")
                .required("calls")
                .map(Element::someItems)
                .orElse(List.of());
        return new Enforcer(
                names.stream().flatMap(call -> calls.enforced(call).stream()).toList(), enforcer.place());
    }

    private WorkloadSelector workloads(Fields fields) {
        WorkloadSelector workloads = LabelSelectorReader.workloads(fields);
        if (!name.namespace().isEmpty()) {
            fields.optional("hostSelector")
                    .ifPresent(selector -> selector.wrong(
                            "is only for TracingPolicy; a TracingPolicyNamespaced is for the pods of its namespace"));
        }
        return workloads;
    }
}
