package dev.skep.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of one thing, once in each round. Not safe for several threads. */
public final class Samples {
    private final List<Double> values = new ArrayList<>();

    /** One more. */
    public void add(double value) {
        values.add(value);
    }

    /** Whether nothing was measured. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The value in the middle; of an even number, the mean of the two there. NaN of nothing. */
    public double median() {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest; NaN of nothing. */
    public double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The largest; NaN of nothing. */
    public double most() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** {@code median (least to most)}, or a dash. */
    public String text(int decimals) {
        return isEmpty()
                ? "–"
                : number(median(), decimals) + " (" + number(least(), decimals) + " to " + number(most(), decimals)
                        + ")";
    }

    /** The median of the rounds' ratios, or a dash where it means nothing. */
    public static String ratio(Samples ours, Samples theirs) {
        if (theirs.median() <= 0) {
            return "–";
        }
        Samples ratios = new Samples();
        for (int i = 0; i < Math.min(ours.values.size(), theirs.values.size()); i++) {
            ratios.add(ours.values.get(i) / theirs.values.get(i));
        }
        return ratios.isEmpty() ? "–" : number(ratios.median(), 2) + "×";
    }

    /** A number with thousands separated. */
    public static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
