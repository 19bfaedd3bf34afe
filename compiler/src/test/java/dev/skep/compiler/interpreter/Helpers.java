package dev.skep.compiler.interpreter;

import dev.skep.bpf.asm.HelperFunction;
import java.util.HashMap;
import java.util.Map;

/** The helpers of a machine, by number. */
public final class Helpers {
    private final Map<Integer, Helper> byNumber = new HashMap<>();

    /** Without any helper. */
    public Helpers() {}

    /** One more, by the kernel's name for it. */
    public Helpers add(String name, int arguments, Helper.Body body) {
        int number = HelperFunction.id(name);
        if (number < 0) throw new IllegalArgumentException("no helper " + name);
        byNumber.put(number, new Helper(arguments, body));
        return this;
    }

    Helper byNumber(int number) {
        Helper helper = byNumber.get(number);
        if (helper == null) throw new Fault("no model of " + HelperFunction.name(number) + "#" + number);
        return helper;
    }
}
