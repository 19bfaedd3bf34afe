package dev.skep.security.policy.read;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A list of a policy.
 *
 * @param name its name
 * @param type of what it is
 * @param values its values; none of what is generated
 * @param pattern the pattern of functions
 * @param element where it stands
 */
record PolicyList(String name, Type type, List<Element> values, String pattern, Element element) {
    /** Of what a list is. */
    enum Type {
        /** Of anything. */
        PLAIN(""),
        /** Of system calls. */
        SYSCALLS("syscalls"),
        /** Of all system calls. */
        GENERATED_SYSCALLS("generated_syscalls"),
        /** Of functions with a pattern. */
        GENERATED_FTRACE("generated_ftrace");

        private final String tetragonName;

        Type(String tetragonName) {
            this.tetragonName = tetragonName;
        }
    }

    static PolicyList read(Element element) {
        Fields fields = element.fields("name", "values", "type", "pattern", "validated");
        Type type = fields.optional("type")
                .filter(value -> !value.text().isEmpty())
                .flatMap(value -> value.choice(
                        new Type[] {Type.SYSCALLS, Type.GENERATED_SYSCALLS, Type.GENERATED_FTRACE},
                        choice -> choice.tetragonName))
                .orElse(Type.PLAIN);
        fields.flag("validated");
        List<Element> values = fields.list("values", value -> value);
        Optional<Element> pattern =
                fields.optional("pattern").filter(value -> !value.text().isEmpty());
        boolean generated = type == Type.GENERATED_SYSCALLS || type == Type.GENERATED_FTRACE;
        if (generated && !values.isEmpty()) {
            element.wrong("has values, but those of type " + type.tetragonName + " are generated");
        } else if (!generated && values.isEmpty() && element.isMapping()) {
            element.wrong("has no values");
        }
        if (type == Type.GENERATED_FTRACE) {
            if (pattern.isEmpty()) {
                element.wrong("needs a pattern, such as '^ksys_'");
            }
            pattern.ifPresent(PolicyList::checkPattern);
        } else {
            pattern.ifPresent(value -> value.wrong("is only for lists of type generated_ftrace"));
        }
        return new PolicyList(
                fields.name("name"), type, values, pattern.map(Element::text).orElse(""), element);
    }

    private static void checkPattern(Element pattern) {
        try {
            Pattern.compile(pattern.text());
        } catch (PatternSyntaxException wrong) {
            pattern.wrong("is no regular expression: " + Element.shown(wrong.getDescription()) + " at character "
                    + (wrong.getIndex() + 1));
        }
    }

    boolean isOfSystemCalls() {
        return type == Type.SYSCALLS || type == Type.GENERATED_SYSCALLS;
    }
}
