package dev.skep.api.filter;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.cel.common.CelContainer;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.skep.api.message.GetEventsResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Expressions of the Common Expression Language, of which one has to be true. Each kind of event is a variable named as its field, such as
 * {@code process_exec.process.pid > 1u}; an expression that reads another kind of event than there is, is false.
 */
final class CelTest implements Predicate<GetEventsResponse> {
    private final List<CelRuntime.Program> programs;

    private CelTest(List<CelRuntime.Program> programs) {
        this.programs = programs;
    }

    /** Made when the first expression comes: that takes longer than all else that a filter needs. */
    private static final class Environment {
        private static final OneofDescriptor EVENTS =
                GetEventsResponse.getDescriptor().getOneofs().get(0);
        private static final CelCompiler COMPILER = compiler();
        private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
                .addFileTypes(GetEventsResponse.getDescriptor().getFile())
                .build();

        private static CelCompiler compiler() {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setContainer(CelContainer.ofName("tetragon"))
                    .addFileTypes(GetEventsResponse.getDescriptor().getFile())
                    .setResultType(SimpleType.BOOL);
            for (FieldDescriptor event : EVENTS.getFields()) {
                builder.addVar(
                        event.getName(),
                        StructTypeReference.create(event.getMessageType().getFullName()));
            }
            return builder.build();
        }
    }

    /**
     * Compiles the expressions.
     *
     * @throws IllegalArgumentException naming the one that is wrong, and where
     */
    static CelTest of(List<String> expressions) {
        return new CelTest(expressions.stream().map(CelTest::compile).toList());
    }

    private static CelRuntime.Program compile(String expression) {
        try {
            return Environment.RUNTIME.createProgram(
                    Environment.COMPILER.compile(expression).getAst());
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new IllegalArgumentException(
                    "cel_expression: '" + expression + "': " + firstLine(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    @Override
    public boolean test(GetEventsResponse event) {
        FieldDescriptor kind = event.getOneofFieldDescriptor(Environment.EVENTS);
        if (kind == null) {
            return false;
        }
        Map<String, Object> variables = Map.of(kind.getName(), event.getField(kind));
        for (CelRuntime.Program program : programs) {
            try {
                if (Boolean.TRUE.equals(program.eval(variables))) {
                    return true;
                }
            } catch (CelEvaluationException otherKindOfEvent) {
                // Reads a variable that this event has not, or divides by zero: not true.
            }
        }
        return false;
    }
}
