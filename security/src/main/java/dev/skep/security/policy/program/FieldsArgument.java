package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;
import java.util.List;

/**
 * Numbers that together are something; texts of fixed length among them are numbers of eight bytes.
 *
 * @param form what they are together, which says their order
 * @param numbers the numbers
 */
public record FieldsArgument(FieldsForm form, List<NumberReader> numbers) implements ArgumentCode.Fixed {
    /** Copies. */
    public FieldsArgument {
        numbers = List.copyOf(numbers);
    }

    @Override
    public int slot() {
        return numbers.size() * Long.BYTES;
    }

    @Override
    public int cost() {
        return numbers.stream().mapToInt(NumberReader::cost).sum();
    }

    @Override
    public void write(HookContext context, Bytes data, int at) {
        for (int i = 0; i < numbers.size(); i++) {
            data.u64(at + i * Long.BYTES, numbers.get(i).read(context));
        }
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return form.read(data, at, numbers.size());
    }

    @Override
    public String toString() {
        return form + " at " + numbers.getFirst();
    }
}
