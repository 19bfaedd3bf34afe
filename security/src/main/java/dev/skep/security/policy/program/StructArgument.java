package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.policy.event.ArgumentValue;
import java.util.List;
import java.util.Optional;

/**
 * Numbers of a struct that together are something, as those of a {@link FieldsArgument} are.
 *
 * @param form what they are together, which says their order
 * @param struct where the struct is found
 * @param words the numbers
 * @param other one that is found elsewhere
 */
public record StructArgument(FieldsForm form, StructReader struct, StructWords words, Optional<Other> other)
        implements ArgumentCode.Fixed {
    /**
     * A number that is not the struct's.
     *
     * @param index which one of the numbers it is
     * @param number where it is found
     */
    public record Other(int index, NumberReader number) {}

    /** Where {@code numbers} find the struct: it is that of all hooks, and the one of this hook is {@code struct}. */
    public static StructReader base(String name) {
        return StructWords.base(name);
    }

    /** Numbers that are read of {@link #base}. */
    public static StructArgument of(FieldsForm form, StructReader struct, List<NumberReader> numbers) {
        return new StructArgument(form, struct, new StructWords(numbers), Optional.empty());
    }

    /** The same but for one number. */
    public StructArgument with(int index, NumberReader number) {
        return new StructArgument(form, struct, words, Optional.of(new Other(index, number)));
    }

    @Override
    public int slot() {
        return words.slot();
    }

    @Override
    public int cost() {
        return struct.cost()
                + words.numbers().stream().mapToInt(NumberReader::cost).sum();
    }

    @Override
    public void write(HookContext context, Bytes data, int at) {
        words.write(struct.read(context), Memory.slice(data, at, words.slot()));
        if (other.isPresent()) {
            data.u64(at + other.get().index() * Long.BYTES, other.get().number().read(context));
        }
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return form.read(data, at, words.numbers().size());
    }

    @Override
    public String toString() {
        return form + " at " + struct;
    }
}
