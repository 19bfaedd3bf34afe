package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.ArgumentType;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What hooks read of the process that acts, and conditions on it, in YAML. */
final class DataGenerator {
    private final RandomGenerator random;
    private final ArgumentConditions conditions;
    private final List<Facts> facts;

    /**
     * A generator.
     *
     * @param facts who acts
     */
    DataGenerator(RandomGenerator random, ArgumentConditions conditions, List<Facts> facts) {
        this.random = random;
        this.conditions = conditions;
        this.facts = List.copyOf(facts);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /**
     * A field that is read.
     *
     * @param field which
     * @param type as what
     */
    record Read(TaskField field, ArgumentType type) {}

    /** Some fields, mostly none. */
    List<Read> fields(List<ArgumentType> numbers) {
        return Stream.generate(() -> pick(TaskField.ofProcesses()))
                .map(field -> new Read(field, field.isText() ? ArgumentType.STRING : pick(numbers)))
                .limit(random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0)
                .toList();
    }

    static void write(StringBuilder text, List<Read> fields) {
        text.append(fields.isEmpty() ? "" : "  data:\n");
        for (Read read : fields) {
            text.append("  - type: ")
                    .append(read.type().tetragonName())
                    .append("\n    source: current_task\n    resolve: ")
                    .append(read.field().path())
                    .append('\n');
        }
    }

    /** A condition on one of the fields. */
    String condition(List<Read> fields) {
        int position = random.nextInt(fields.size());
        Read read = fields.get(position);
        return conditions.near(
                position,
                read.type(),
                facts.stream().map(known -> read.field().of(known)).toList());
    }
}
