package dev.skep.security.policy.hook;

import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.bpf.tracefs.TracepointFormat;
import dev.skep.security.policy.model.ArgumentType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fields of a tracepoint's record as arguments of policies. */
final class RecordFields {
    private RecordFields() {}

    /** Where they are: texts and bytes may lie in the record itself. */
    static List<Source> sources(TracepointFormat format) {
        List<TracepointField> fields = format.fields();
        return IntStream.range(0, fields.size())
                .mapToObj(index -> source(index, fields.get(index)))
                .toList();
    }

    /** The verifier lets read numbers where such may lie, and nothing of what stands before the tracepoint's own fields. */
    private static Source source(int index, TracepointField field) {
        if (field.name().startsWith("common_")) {
            return new Source.Missing("the kernel does not let programs read " + field.name()
                    + "; the tracepoint's own fields begin with index 4");
        }
        int size = field.size();
        boolean number = Integer.bitCount(size) == 1 && size <= Long.BYTES && field.offset() % size == 0;
        return field.isDataLocation() || (number && !field.type().endsWith("]"))
                ? new Source.Position(index)
                : new Source.Field(index, field.name(), size);
    }

    /** What a policy would call them. A pointer to characters may be a text or bytes, so it has no name. */
    static ParameterTypes types(TracepointFormat format) {
        return new ParameterTypes(
                List.of(), format.fields().stream().map(RecordFields::type).toList());
    }

    private static Optional<ArgumentType> type(TracepointField field) {
        String type = field.type();
        if (field.isDataLocation()) {
            return type.contains("char[") ? Optional.of(ArgumentType.DATA_LOC) : Optional.empty();
        }
        if (type.endsWith("]")) {
            return Optional.of(type.startsWith("char[") ? ArgumentType.STRING : ArgumentType.CONST_BUF);
        }
        if (type.contains("*")) {
            return Optional.empty();
        }
        return switch (field.size()) {
            case 1 -> Optional.of(field.signed() ? ArgumentType.INT8 : ArgumentType.UINT8);
            case 2 -> Optional.of(field.signed() ? ArgumentType.INT16 : ArgumentType.UINT16);
            case 4 -> Optional.of(field.signed() ? ArgumentType.INT32 : ArgumentType.UINT32);
            case 8 ->
                Optional.of(
                        type.equals("size_t")
                                ? ArgumentType.SIZE_T
                                : field.signed() ? ArgumentType.INT64 : ArgumentType.UINT64);
            default -> Optional.empty();
        };
    }
}
