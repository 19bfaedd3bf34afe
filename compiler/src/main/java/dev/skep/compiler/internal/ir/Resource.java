package dev.skep.compiler.internal.ir;

import java.util.Set;

/**
 * What a call gives to the program until the program gives it back.
 *
 * @param what with what was done, for messages: {@code the record that was reserved}
 * @param held what is said of one that is not given back: {@code is neither submitted nor discarded}
 * @param done what is said of one that is: {@code submitted or discarded}
 * @param methods the Java methods that give it back: {@code submit or discard}
 * @param releasedBy the kernel's names of what gives it back
 */
public record Resource(String what, String held, String done, String methods, Set<String> releasedBy) {
    /** Copies. */
    public Resource {
        releasedBy = Set.copyOf(releasedBy);
    }
}
