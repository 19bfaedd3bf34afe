package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyOptions;
import dev.skep.security.policy.model.PolicyOptions.OverrideMethod;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the options of a policy. */
final class OptionsReader {
    private static final String KPROBE_MULTI = "disable-kprobe-multi";
    private static final String UPROBE_MULTI = "disable-uprobe-multi";
    private static final String OVERRIDE = "override-method";
    private static final String MODE = "policy-mode";
    private static final String PRELOAD = "sleepable-preload-size";
    private static final List<String> NAMES = List.of(KPROBE_MULTI, UPROBE_MULTI, OVERRIDE, MODE, PRELOAD);
    private static final Map<String, OverrideMethod> METHODS = new LinkedHashMap<>();
    private static final Map<String, PolicyMode> MODES = new LinkedHashMap<>();

    static {
        METHODS.put("fmod-ret", OverrideMethod.FMOD_RET);
        METHODS.put("override-return", OverrideMethod.OVERRIDE_RETURN);
        MODES.put("enforce", PolicyMode.ENFORCE);
        MODES.put("monitor", PolicyMode.MONITOR);
    }

    private final Map<String, Element> values = new LinkedHashMap<>();

    private OptionsReader() {}

    static PolicyOptions read(Fields spec) {
        OptionsReader reader = new OptionsReader();
        spec.list("options", option -> {
            reader.add(option.fields("name", "value"));
            return option;
        });
        return reader.options();
    }

    private void add(Fields option) {
        option.required("name").ifPresent(name -> {
            String text = name.text();
            if (!NAMES.contains(text)) {
                name.wrong("'" + Element.shown(text) + "' is no option" + NearNames.hint(text, NAMES) + " (allowed: "
                        + String.join(", ", NAMES) + ")");
            } else if (values.putIfAbsent(text, option.optional("value").orElse(option.owner())) != null) {
                name.wrong("option '" + text + "' is given twice");
            }
        });
    }

    private PolicyOptions options() {
        return new PolicyOptions(
                flag(KPROBE_MULTI), flag(UPROBE_MULTI), choice(OVERRIDE, METHODS), choice(MODE, MODES), preload());
    }

    private boolean flag(String name) {
        Element value = values.get(name);
        return value != null && (value.text().equals("1") || (!value.text().equals("0") && value.flag()));
    }

    private <T> Optional<T> choice(String name, Map<String, T> choices) {
        return Optional.ofNullable(values.get(name))
                .flatMap(value -> value.choice(choices.keySet().toArray(String[]::new), text -> text))
                .map(chosen -> Objects.requireNonNull(choices.get(chosen)));
    }

    private OptionalInt preload() {
        Element value = values.get(PRELOAD);
        return value == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) value.number(BigInteger.ONE, BigInteger.valueOf(Integer.MAX_VALUE)));
    }
}
