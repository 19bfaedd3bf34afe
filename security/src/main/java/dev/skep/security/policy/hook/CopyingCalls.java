package dev.skep.security.policy.hook;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Syscall;
import dev.skep.security.policy.model.SyscallTable;
import dev.skep.security.policy.program.CallArgument;
import dev.skep.security.policy.program.NumberReader;
import java.util.List;
import java.util.stream.Stream;

/**
 * System calls that read one file and write another: {@code copy_file_range(in, offset, out, ...)}, {@code splice(in, offset, out, ...)} and
 * {@code sendfile(out, in, ...)}. Where they are seen among all calls, rules about what is read have a first turn, and rules about what is
 * written another: so these share their programs with calls that only read, or only write.
 */
public final class CopyingCalls {
    private static final String SENDFILE = "sendfile64";
    private static final List<String> OTHERS = List.of("copy_file_range", "splice");

    /** Their names. */
    static final List<String> NAMES =
            Stream.concat(OTHERS.stream(), Stream.of(SENDFILE)).toList();

    /** Their numbers. */
    public static final List<Integer> NUMBERS = numbers(NAMES);

    private CopyingCalls() {}

    private static List<Integer> numbers(List<String> names) {
        return names.stream()
                .map(name ->
                        SyscallTable.number(new Syscall(Abi.ofHost(), name)).orElseThrow())
                .toList();
    }

    /** The descriptor of the file that is read, of these or of calls that only read. */
    static NumberReader in() {
        return argument(List.of(SENDFILE), EquivalentPlaces.FIRST + 1);
    }

    /** The descriptor of the file that is written, of these or of calls that only write. */
    static NumberReader out() {
        return argument(OTHERS, EquivalentPlaces.FIRST + 2);
    }

    private static NumberReader argument(List<String> calls, int position) {
        return new CallArgument(numbers(calls), String.join(" and ", calls), position, EquivalentPlaces.FIRST);
    }
}
