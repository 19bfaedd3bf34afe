package dev.skep.events;

import java.util.List;

/** Knows what it lost. Safe for several threads. */
@FunctionalInterface
public interface LossSource {
    /** One element for each place where something can be lost, in the order of the way; 0 where nothing was. */
    List<Loss> losses();
}
