package dev.skep.security.policy.hook;

import static dev.skep.security.policy.hook.EquivalentPlaces.FIRST;

import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.PiecesLength;
import dev.skep.security.policy.program.StructReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@link Equivalents} of {@code tty_write(kiocb, iov_iter)}, which was {@code tty_write(file, buffer, count)} before Linux 5.11: files whose
 * {@code write_iter} it is. What the console's descriptor leads to, goes through it as well.
 */
final class TtyEquivalents {
    private static final String DIFFERENCE =
            "what write(2), writev(2) and pwritev2(2) write, of several pieces the first 8; not what is spliced or sent by"
                    + " sendfile(2), and not io_uring";

    /** Where pwritev2(2) writes if it is as writev(2): terminals know no other place. */
    private static final NumberTest HERE = new NumberTest.OneOf(Set.of(-1L));

    private final KernelOffer kernel;
    private final EquivalentPlaces places;

    TtyEquivalents(KernelOffer kernel, EquivalentPlaces places) {
        this.kernel = kernel;
        this.places = places;
    }

    List<Serving> write() {
        Set<Long> writers = addresses();
        if (writers.isEmpty()) {
            return List.of();
        }
        StructReader file = new DescriptorFile(EquivalentPlaces.number(FIRST));
        Condition isTerminal = new Condition(
                KernelMembers.number(
                        KernelMembers.pointer(file, "file", "f_op", "file_operations"),
                        "file_operations",
                        "write_iter",
                        Long.BYTES),
                new NumberTest.OneOf(writers));
        NumberReader buffer = EquivalentPlaces.number(FIRST + 1);
        NumberReader count = EquivalentPlaces.number(FIRST + 2);
        List<Serving> servings = new ArrayList<>(places.calls(
                List.of("write"),
                place -> place.arguments(
                                new Source.Operation(file),
                                new Source.Bytes(buffer, count),
                                new Source.Position(FIRST + 2))
                        .when(isTerminal)
                        .because("a system call that writes to a terminal")
                        .but(DIFFERENCE)));
        for (String call : List.of("writev", "pwritev2")) {
            servings.addAll(places.calls(List.of(call), place -> {
                if (call.equals("pwritev2")) {
                    place.when(new Condition(EquivalentPlaces.number(FIRST + 3), HERE));
                }
                return place.arguments(
                                new Source.Operation(file),
                                new Source.Pieces(buffer, count),
                                new Source.Number(new PiecesLength(buffer, count)))
                        .when(isTerminal)
                        .because("a system call that writes to a terminal")
                        .but(DIFFERENCE);
            }));
        }
        return servings;
    }

    private Set<Long> addresses() {
        return Stream.of("tty_write", "redirected_tty_write")
                .map(kernel::address)
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .collect(Collectors.toSet());
    }
}
