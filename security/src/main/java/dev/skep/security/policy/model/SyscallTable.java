package dev.skep.security.policy.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * System calls and their numbers: {@code arch/x86/entry/syscalls/*.tbl}, {@code scripts/syscall.tbl} and {@code arch/arm/tools/syscall.tbl}
 * of Linux 6.19. Most calls are named as the kernel's function for them; where they are not, such as {@code stat} whose function is
 * {@code sys_newstat}, both names are known.
 */
public final class SyscallTable {
    private static final String RESOURCE = "syscalls.txt";
    private static final int COMPAT = 1 << 31;

    private SyscallTable() {}

    /** Read when the first one is wanted. */
    private static final class Table {
        private static final Map<Abi, Map<String, Integer>> NUMBERS = new EnumMap<>(Abi.class);
        private static final Map<Abi, Map<String, String>> FUNCTIONS = new EnumMap<>(Abi.class);
        private static final Map<Abi, Map<Integer, String>> NAMES = new EnumMap<>(Abi.class);

        static {
            for (Abi abi : Abi.values()) {
                NUMBERS.put(abi, new LinkedHashMap<>());
                FUNCTIONS.put(abi, new HashMap<>());
                NAMES.put(abi, new HashMap<>());
            }
            try (InputStream in = Objects.requireNonNull(SyscallTable.class.getResourceAsStream(RESOURCE), RESOURCE);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                lines.lines().map(line -> line.split(" ", -1)).forEach(Table::add);
            } catch (IOException e) {
                throw new UncheckedIOException("read " + RESOURCE, e);
            }
        }

        private static void add(String[] columns) {
            Abi abi = Abi.of(columns[0]).orElseThrow();
            int number = Integer.parseInt(columns[1]);
            String function = columns[columns.length - 1];
            Objects.requireNonNull(NUMBERS.get(abi)).put(function, number);
            Objects.requireNonNull(NAMES.get(abi)).put(number, columns[2]);
            if (columns.length > 3) {
                Objects.requireNonNull(FUNCTIONS.get(abi)).put(columns[2], function);
            }
        }
    }

    /** The call of a name, which is its own or that of the kernel's function, without {@code sys_}; or nothing. */
    public static Optional<Syscall> find(Abi abi, String name) {
        String function = Objects.requireNonNull(Table.FUNCTIONS.get(abi)).getOrDefault(name, name);
        return numbers(abi).containsKey(function) ? Optional.of(new Syscall(abi, function)) : Optional.empty();
    }

    /** The number of a call, with bit 31 set of ABIs of 32 bits, as values of type {@code syscall64} have it; or nothing. */
    public static OptionalInt number(Syscall call) {
        Integer number = numbers(call.abi()).get(call.name());
        return number == null ? OptionalInt.empty() : OptionalInt.of(call.abi().compat() ? number | COMPAT : number);
    }

    /** The call of a number as programs name it; or nothing. */
    public static Optional<String> name(Abi abi, int number) {
        return Optional.ofNullable(Objects.requireNonNull(Table.NAMES.get(abi)).get(number));
    }

    /** The names of all calls: those of the kernel's functions. */
    public static Set<String> names(Abi abi) {
        return numbers(abi).keySet();
    }

    private static Map<String, Integer> numbers(Abi abi) {
        return Objects.requireNonNull(Table.NUMBERS.get(abi));
    }
}
