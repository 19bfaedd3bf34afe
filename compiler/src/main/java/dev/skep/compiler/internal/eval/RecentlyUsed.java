package dev.skep.compiler.internal.eval;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was made of functions and is kept for programs to come: what was not used for longest is let go of. Of known objects there may be ever
 * others, and each function takes some tens of kilobytes.
 *
 * @param <K> what a function is found by
 * @param <V> what was made of it
 */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 48;

    /** Keeps nothing yet. */
    public RecentlyUsed() {
        super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
    }
}
