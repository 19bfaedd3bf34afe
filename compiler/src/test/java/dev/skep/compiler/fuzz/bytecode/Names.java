package dev.skep.compiler.fuzz.bytecode;

import dev.skep.compiler.fuzz.library.Cell;
import dev.skep.compiler.fuzz.library.Context;
import dev.skep.compiler.fuzz.library.LongOperation;
import dev.skep.compiler.fuzz.library.Pair;
import dev.skep.compiler.fuzz.library.World;
import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.JavaType;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;

/** Names and types that generated classes use. */
final class Names {
    static final String RUN = "run";
    static final ClassDesc CLASS = ClassDesc.of("dev.skep.compiler.fuzz.generated.Generated");
    static final ClassDesc CELL = Cell.class.describeConstable().orElseThrow();
    static final ClassDesc CONTEXT = Context.class.describeConstable().orElseThrow();
    static final ClassDesc PAIR = Pair.class.describeConstable().orElseThrow();
    static final ClassDesc OPERATION = LongOperation.class.describeConstable().orElseThrow();
    static final ClassDesc WORLD = World.class.describeConstable().orElseThrow();

    private Names() {}

    static String data(JavaType type) {
        return type.text() + "Data";
    }

    static String operation(int index) {
        return "operation" + index;
    }

    static String other(int index) {
        return "method" + index;
    }

    static MethodTypeDesc type(Body body) {
        return MethodTypeDesc.of(
                body.returns().descriptor(),
                body.parameters().stream().map(JavaType::descriptor).toList());
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
