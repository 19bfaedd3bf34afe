package dev.skep.compiler.internal.eval.runtime;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link Collection} and {@link Iterable} offer to code that gives them lambdas or looks for what is known at run time. */
public final class CollectionCode {
    private CollectionCode() {}

    public static <T> void forEach(Iterable<T> items, Consumer<? super T> action) {
        for (T item : items) action.accept(item);
    }

    public static boolean contains(Collection<?> items, @Nullable Object wanted) {
        for (Object item : items) if (ObjectsCode.equals(item, wanted)) return true;
        return false;
    }

    public static <T> Pipeline<T> stream(Collection<T> items) {
        return new Pipeline.Source<>(items);
    }
}
