package dev.skep.compiler.internal.eval;

import java.lang.constant.ClassDesc;

/** The text of known values: what {@code String.valueOf} gives for the type that the code has in mind. */
public final class KnownText {
    private KnownText() {}

    /** The text of {@code known}; {@code type} tells a char and a boolean from an int. */
    public static String of(Known known, ClassDesc type) {
        return switch (type.descriptorString()) {
            case "C" -> String.valueOf((char) known.asInt());
            case "Z" -> String.valueOf(known.asInt() != 0);
            default -> String.valueOf(known.value());
        };
    }
}
