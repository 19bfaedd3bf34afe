package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.RegisterAssignment;
import dev.skep.security.policy.model.RegisterAssignment.Source;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads registers and what is written to them, such as {@code rip=8(%rsp)}. */
final class RegisterReader {
    private static final Pattern X86 =
            Pattern.compile("[re]ip|[re]?[abcd]x|[abcd]l|[re]?[sd]i|[sd]il|[re]?[bs]p|[bs]pl|r(8|9|1[0-5])[dwb]?");
    private static final Pattern ARM = Pattern.compile("sp|pc|x([12]?[0-9]|3[01])|w([12]?[0-9]|30)");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?<to>\\w+)\\s*=\\s*(?<from>[^=]*?)\\s*");
    private static final Pattern MEMORY = Pattern.compile("(?<offset>[^(%]*)\\(\\s*%(?<register>\\w+)\\s*\\)");
    private static final Pattern REGISTER = Pattern.compile("(?<offset>[^(%]*)%(?<register>\\w+)");

    private RegisterReader() {}

    /** Says so if there is no such register. */
    static void check(Element element, String register, Abi host) {
        boolean arm = host == Abi.ARM64;
        if (!(arm ? ARM : X86).matcher(register).matches()) {
            element.wrong("'" + Element.shown(register) + "' is no register of " + host.tetragonName()
                    + (arm ? " (x0 to x30, w0 to w30, sp, pc)" : " (such as rax, eax, ax, al, r8, r8d, rip, rsp)"));
        }
    }

    static RegisterAssignment assignment(Element element, Abi host) {
        String text = element.text();
        Matcher assignment = ASSIGNMENT.matcher(text);
        Optional<Source> source =
                assignment.matches() ? source(element, assignment.group("from"), host) : Optional.empty();
        if (source.isEmpty()) {
            element.wrong("'" + Element.shown(text)
                    + "' is no assignment: rax=11, rax=%rdi, rax=8%rdi, rax=(%rsp) or rax=8(%rsp)");
            return new RegisterAssignment("", new RegisterAssignment.Constant(0), element.place());
        }
        check(element, assignment.group("to"), host);
        return new RegisterAssignment(assignment.group("to"), source.get(), element.place());
    }

    private static Optional<Source> source(Element element, String text, Abi host) {
        Matcher memory = MEMORY.matcher(text);
        Matcher register = REGISTER.matcher(text);
        if (memory.matches()) {
            check(element, memory.group("register"), host);
            return offset(memory.group("offset"))
                    .map(offset -> new RegisterAssignment.Memory(memory.group("register"), offset));
        }
        if (register.matches()) {
            check(element, register.group("register"), host);
            return offset(register.group("offset"))
                    .map(offset -> new RegisterAssignment.Register(register.group("register"), offset));
        }
        return number(text).map(RegisterAssignment.Constant::new);
    }

    private static Optional<Long> offset(String text) {
        return text.isBlank() ? Optional.of(0L) : number(text);
    }

    /** A number of 64 bits, signed or not. */
    private static Optional<Long> number(String text) {
        return NumberText.parse(text)
                .filter(number ->
                        NumberText.isBetween(number, NumberText.least(Long.BYTES, false), NumberText.MOST_UNSIGNED_64))
                .map(Number::longValue);
    }
}
