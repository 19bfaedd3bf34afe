package dev.skep.security.policy.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A text in YAML, with one thing less. Whether it still says something is for its reader to find out. */
final class SmallerYaml {
    private static final DumpSettings BLOCKS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .build();

    private SmallerYaml() {}

    /** All that are smaller by one thing, those first that lack most. */
    static List<String> than(String text) {
        Object whole = new Load(LoadSettings.builder().build()).loadFromString(text);
        return smaller(whole).stream()
                .map(smaller -> new Dump(BLOCKS).dumpToString(smaller))
                .sorted((a, b) -> Integer.compare(a.length(), b.length()))
                .distinct()
                .toList();
    }

    private static List<Object> smaller(Object node) {
        return switch (node) {
            case Map<?, ?> map -> ofMap(map);
            case List<?> list -> ofList(list);
            case String word -> List.copyOf(Smaller.parts(word));
            default -> List.of();
        };
    }

    private static List<Object> ofMap(Map<?, ?> map) {
        List<Object> all = new ArrayList<>();
        map.forEach((key, value) -> {
            Map<Object, Object> without = new LinkedHashMap<>(map);
            without.remove(key);
            if (!key.equals("args")) {
                all.add(without);
            }
            for (Object less : key.equals("args") ? ofArguments((List<?>) value) : smaller(value)) {
                Map<Object, Object> with = new LinkedHashMap<>(map);
                with.put(key, less);
                all.add(with);
            }
        });
        return all;
    }

    /** The last argument says which act it is. */
    private static List<Object> ofArguments(List<?> list) {
        return ofList(list).stream()
                .filter(less -> ((List<?>) less).contains(list.getLast()))
                .toList();
    }

    private static List<Object> ofList(List<?> list) {
        List<Object> all = new ArrayList<>();
        for (int part = list.size() / 2; part > 1; part /= 2) {
            for (int from = 0; from + part <= list.size(); from += part) {
                List<Object> without = new ArrayList<>(list);
                without.subList(from, from + part).clear();
                all.add(without);
            }
        }
        for (int i = 0; i < list.size(); i++) {
            List<Object> without = new ArrayList<>(list);
            without.remove(i);
            if (!without.isEmpty()) {
                all.add(without);
            }
            for (Object less : smaller(list.get(i))) {
                List<Object> with = new ArrayList<>(list);
                with.set(i, less);
                all.add(with);
            }
        }
        return all;
    }
}
