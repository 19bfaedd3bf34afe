package dev.skep.cli.run;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.bpf.memory.StructPrinter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes structs of one type apart into the cells of a table. Copies of several processors make one row: their numbers are added up,
 * everything else is the first one's. An array of numbers with the name {@code slots} is no cell but a histogram.
 */
final class StructCells {
    private static final String SLOTS = "slots";

    private final Class<?> type;
    private final List<StructField> fields;
    private final Optional<StructField> slots;

    StructCells(Class<?> type) {
        this.type = type;
        List<StructField> all = StructLayout.of(type).fields();
        slots = all.stream().filter(StructCells::isSlots).findFirst();
        fields = all.stream().filter(field -> !isSlots(field)).toList();
    }

    private static boolean isSlots(StructField field) {
        return field.name().equals(SLOTS) && field.kind() == StructField.Kind.INTEGER && field.count() > 1;
    }

    List<String> headings() {
        return fields.stream().map(StructField::name).toList();
    }

    List<String> texts(List<? extends Struct> copies) {
        List<String> texts = new ArrayList<>();
        for (StructField field : fields) {
            if (field.kind() != StructField.Kind.INTEGER) {
                texts.add(embedded(copies.getFirst(), field));
            } else if (field.count() == 1) {
                texts.add(Long.toString(sum(copies, field, 0)));
            } else {
                texts.add(sums(copies, field).toString());
            }
        }
        return texts;
    }

    /** What rows are sorted by: the first number. */
    long weight(List<? extends Struct> copies) {
        for (StructField field : fields) {
            if (field.kind() == StructField.Kind.INTEGER) {
                return sum(copies, field, 0);
            }
        }
        return slots.map(field ->
                        sums(copies, field).stream().mapToLong(Long::longValue).sum())
                .orElse(0L);
    }

    /** The histogram, if there is one. */
    Optional<List<Long>> slots(List<? extends Struct> copies) {
        return slots.map(field -> sums(copies, field));
    }

    private static List<Long> sums(List<? extends Struct> copies, StructField field) {
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < field.count(); i++) {
            sums.add(sum(copies, field, i));
        }
        return sums;
    }

    private static long sum(List<? extends Struct> copies, StructField field, int index) {
        long sum = 0;
        for (Struct copy : copies) {
            sum += integer(Flyweight.segment(copy), field, index);
        }
        return sum;
    }

    private static long integer(MemorySegment memory, StructField field, int index) {
        ByteOrder order = field.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
        long at = field.offset() + (long) index * field.size();
        long value = switch (field.size()) {
            case 1 -> memory.get(ValueLayout.JAVA_BYTE, at);
            case 2 -> memory.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
            case 4 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
            default -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
        };
        return field.signed() ? value : (value & (-1L >>> (64 - 8 * field.size())));
    }

    private String embedded(Struct struct, StructField field) {
        try {
            Method getter = type.getMethod(field.name());
            getter.setAccessible(true);
            Object part = getter.invoke(struct);
            return part instanceof Bytes bytes ? StructPrinter.text(bytes) : StructPrinter.print((Struct) part);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("read " + field.name() + " of " + type.getName(), impossible);
        }
    }
}
