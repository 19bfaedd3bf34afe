package dev.skep.compiler.internal.eval.runtime;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What {@link Map} offers to code that gives it lambdas or looks for what is known at run time. */
public final class MapCode {
    private MapCode() {}

    public static <K, V> void forEach(Map<K, V> map, BiConsumer<? super K, ? super V> action) {
        for (Map.Entry<K, V> entry : map.entrySet()) action.accept(entry.getKey(), entry.getValue());
    }

    public static <V> @Nullable V get(Map<?, V> map, @Nullable Object key) {
        for (Map.Entry<?, V> entry : map.entrySet())
            if (ObjectsCode.equals(entry.getKey(), key)) return entry.getValue();
        return null;
    }

    public static boolean containsKey(Map<?, ?> map, @Nullable Object key) {
        for (Map.Entry<?, ?> entry : map.entrySet()) if (ObjectsCode.equals(entry.getKey(), key)) return true;
        return false;
    }

    public static <V> V getOrDefault(Map<?, V> map, @Nullable Object key, V otherwise) {
        for (Map.Entry<?, V> entry : map.entrySet())
            if (ObjectsCode.equals(entry.getKey(), key)) return entry.getValue();
        return otherwise;
    }
}
