package dev.skep.cli.map;

import dev.skep.bpf.btf.BtfValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what each processor has: plain integers, and structures of nothing else. */
final class ValueSum {
    private ValueSum() {}

    /** The sum; empty where there is nothing that can be added. */
    static Optional<BtfValue> of(List<BtfValue> values) {
        Optional<BtfValue> sum = values.stream().findFirst().filter(ValueSum::isPlain);
        for (BtfValue value : values.subList(Math.min(1, values.size()), values.size())) {
            sum = sum.flatMap(soFar -> add(soFar, value));
        }
        return sum;
    }

    private static boolean isPlain(BtfValue value) {
        return switch (value) {
            case BtfValue.Numeric number -> true;
            case BtfValue.Composite composite ->
                !composite.members().isEmpty()
                        && composite.members().stream().allMatch(member -> member.value() instanceof BtfValue.Numeric);
            default -> false;
        };
    }

    private static Optional<BtfValue> add(BtfValue left, BtfValue right) {
        if (left instanceof BtfValue.Numeric a && right instanceof BtfValue.Numeric b) {
            return Optional.of(new BtfValue.Numeric(a.value() + b.value(), a.signed()));
        }
        if (left instanceof BtfValue.Composite a && right instanceof BtfValue.Composite b && isPlain(right)) {
            List<BtfValue.Member> members = new ArrayList<>();
            for (int i = 0; i < a.members().size(); i++) {
                BtfValue.Member member = a.members().get(i);
                Optional<BtfValue> sum = add(member.value(), b.members().get(i).value());
                if (sum.isEmpty()) {
                    return sum;
                }
                members.add(new BtfValue.Member(member.name(), sum.get()));
            }
            return Optional.of(new BtfValue.Composite(a.type(), members));
        }
        return Optional.empty();
    }
}
