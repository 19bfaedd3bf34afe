package dev.skep.bpf.usdt;

import dev.skep.bpf.usdt.UsdtArgument.Constant;
import dev.skep.bpf.usdt.UsdtArgument.InMemory;
import dev.skep.bpf.usdt.UsdtArgument.InRegister;
import dev.skep.bpf.usdt.UsdtArgument.Term;
import dev.skep.bpf.usdt.UsdtArgument.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a probe's argument specifications, which are operands as GNU as writes them for x86-64:
 *
 * <pre>
 *   [-]SIZE@$NUMBER                              a constant
 *   [-]SIZE@%REGISTER                            a register, or its lower part
 *   [-]SIZE@[NUMBER](%BASE[,%INDEX[,SCALE]])     memory; base or index may be missing
 *   [-]SIZE@SYMBOL[+NUMBER](%rip)                a variable of the program
 * </pre>
 *
 * separated by blanks. A minus means that the number is signed.
 */
final class UsdtArguments {
    private static final Pattern BEGIN = Pattern.compile("(-?)([1248])(f?)@(.*)");
    private static final String NUMBER = "[-+]?(?:0[xX][0-9a-fA-F]{1,16}|\\d{1,20})";
    private static final Pattern MEMORY =
            Pattern.compile("(" + NUMBER + ")?\\((?:%(\\w+))?(?:,%(\\w+)(?:,([1248]))?)?\\)");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_.$][\\w.$]*)(" + NUMBER + ")?\\(%rip\\)");

    private final long address;
    private final Function<String, OptionalLong> variables;

    /**
     * @param address of the probe, before the file is moved by the loader
     * @param variables the addresses of the program's variables by their names
     */
    UsdtArguments(long address, Function<String, OptionalLong> variables) {
        this.address = address;
        this.variables = variables;
    }

    /** The texts of the single arguments; an operand of another machine may hold blanks. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            if (parts.isEmpty() || word.indexOf('@') > 0) {
                parts.add(word);
            } else {
                parts.add(parts.removeLast() + " " + word);
            }
        }
        return parts;
    }

    /** The arguments of a probe in code for x86-64. */
    List<UsdtArgument> parse(String text) {
        return split(text).stream().map(this::argument).toList();
    }

    private UsdtArgument argument(String text) {
        Matcher begin = BEGIN.matcher(text);
        if (!begin.matches() || !begin.group(3).isEmpty()) {
            return new Unknown(text);
        }
        boolean signed = !begin.group(1).isEmpty();
        int size = begin.group(2).charAt(0) - '0';
        String operand = begin.group(4);
        return switch (operand.isEmpty() ? ' ' : operand.charAt(0)) {
            case '$' ->
                number(operand.substring(1))
                        .map(value -> (UsdtArgument) new Constant(text, narrowed(value, size, signed)))
                        .orElse(new Unknown(text));
            case '%' ->
                X86Register.named(operand.substring(1))
                        .map(found -> (UsdtArgument)
                                new InRegister(text, size, signed, found.register(), found.highByte() ? 8 : 0))
                        .orElse(new Unknown(text));
            default -> memory(text, operand, size, signed);
        };
    }

    private UsdtArgument memory(String text, String operand, int size, boolean signed) {
        Matcher variable = VARIABLE.matcher(operand);
        if (variable.matches()) {
            OptionalLong found = variables.apply(variable.group(1));
            Optional<Long> beyond = variable.group(2) == null ? Optional.of(0L) : number(variable.group(2));
            if (found.isEmpty() || beyond.isEmpty()) {
                return new Unknown(text);
            }
            // At the probe the instruction pointer is the probe's address, moved as the variable is.
            long distance = found.getAsLong() + beyond.get() - address;
            return new InMemory(text, size, signed, distance, List.of(new Term(X86Register.IP, 1)));
        }
        Matcher memory = MEMORY.matcher(operand);
        if (!memory.matches()) {
            return new Unknown(text);
        }
        Optional<Long> displacement = memory.group(1) == null ? Optional.of(0L) : number(memory.group(1));
        List<Term> terms = new ArrayList<>();
        if (displacement.isEmpty()
                || !term(memory.group(2) == null ? "" : memory.group(2), 1, terms)
                || !term(memory.group(3) == null ? "" : memory.group(3), scale(memory), terms)
                || terms.isEmpty()) {
            return new Unknown(text);
        }
        return new InMemory(text, size, signed, displacement.get(), terms);
    }

    private static int scale(Matcher memory) {
        return memory.group(4) == null ? 1 : memory.group(4).charAt(0) - '0';
    }

    /** Adds a register that is named; false when there is none of that name. */
    private static boolean term(String name, int scale, List<Term> terms) {
        if (name.isEmpty()) {
            return true;
        }
        Optional<X86Register.Named> found = X86Register.named(name);
        // An address is made of whole registers.
        if (found.isEmpty() || !name.equals("r" + found.get().register().field()) && !isNumbered(name)) {
            return false;
        }
        terms.add(new Term(found.get().register(), scale));
        return true;
    }

    private static boolean isNumbered(String name) {
        return name.charAt(0) == 'r' && Character.isDigit(name.charAt(name.length() - 1));
    }

    /** Decimal or, after 0x, hexadecimal; up to 64 bits with or without a sign. */
    private static Optional<Long> number(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        try {
            long value = hexadecimal ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseUnsignedLong(digits);
            return Optional.of(negative ? -value : value);
        } catch (NumberFormatException nonsense) {
            return Optional.empty();
        }
    }

    private static long narrowed(long value, int size, boolean signed) {
        int unused = Long.SIZE - 8 * size;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }
}
