package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.FileType;
import dev.skep.security.policy.model.MatchValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Compares what functions of the kernel have as arguments. */
final class ArgumentOracle {
    private ArgumentOracle() {}

    /**
     * An argument.
     *
     * @param type as what it is read
     * @param value see {@link FunctionAct#value}
     */
    record Read(ArgumentType type, Object value) {}

    static boolean holds(ArgumentMatch match, Read read) {
        return switch (read.value()) {
            case KnownFile file -> holds(match, file);
            case Capabilities set -> holds(match, set);
            case NetworkOracle.Socket socket -> NetworkOracle.holds(match, socket.ends());
            case NetworkOracle.Packet packet -> NetworkOracle.holds(match, packet.ends());
            case Long number -> NumberOracle.holds(match, NumberOracle.number(read.type(), number), read.type());
            default -> throw new IllegalStateException("no oracle for " + read);
        };
    }

    /** Whether the second set has what the first has not. */
    static boolean gained(Read before, Read now) {
        return (((Capabilities) now.value()).bits() & ~((Capabilities) before.value()).bits()) != 0;
    }

    private static boolean holds(ArgumentMatch match, KnownFile file) {
        Stream<FileType> types = match.values().stream()
                .filter(MatchValue.FileKind.class::isInstance)
                .map(value -> ((MatchValue.FileKind) value).type());
        return switch (match.operator()) {
            case FILE_TYPE -> types.anyMatch(file.type()::equals);
            case NOT_FILE_TYPE -> types.noneMatch(file.type()::equals);
            default -> TextOracle.holds(match, file.path().getBytes(StandardCharsets.UTF_8));
        };
    }

    private static boolean holds(ArgumentMatch match, Capabilities set) {
        LongStream values = match.values().stream().mapToLong(value -> ((MatchValue.Capabilities) value).mask());
        return switch (match.operator()) {
            case EQUAL -> values.anyMatch(mask -> mask == set.bits());
            case NOT_EQUAL -> values.noneMatch(mask -> mask == set.bits());
            case GREATER_THAN -> values.anyMatch(mask -> number(set.bits()).compareTo(number(mask)) > 0);
            case LESS_THAN -> values.anyMatch(mask -> number(set.bits()).compareTo(number(mask)) < 0);
            case MASK -> values.anyMatch(mask -> (mask & set.bits()) != 0);
            default -> throw new IllegalStateException("no oracle for " + match);
        };
    }

    private static BigInteger number(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    /** As an event has it. */
    static ArgumentValue shown(Read read) {
        return switch (read.value()) {
            case KnownFile file -> new ArgumentValue.File(file.path(), 0, 0);
            case Capabilities set ->
                new ArgumentValue.CapabilitySet(
                        switch (read.type()) {
                            case CAP_EFFECTIVE -> ArgumentValue.CapabilitySet.Kind.EFFECTIVE;
                            case CAP_INHERITABLE -> ArgumentValue.CapabilitySet.Kind.INHERITABLE;
                            case CAP_PERMITTED -> ArgumentValue.CapabilitySet.Kind.PERMITTED;
                            default -> ArgumentValue.CapabilitySet.Kind.ANY;
                        },
                        set.bits());
            case NetworkOracle.Socket socket -> socket.shown();
            case NetworkOracle.Packet packet -> packet.shown();
            case Long number -> NumberOracle.shown(read.type(), number);
            default -> throw new IllegalStateException("no oracle for " + read);
        };
    }
}
