package dev.skep.testkit;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests with the tag {@code kernel} when this process may not load programs into the kernel, and says so once in each run.
 * With the system property {@code skep.kernel=required} they fail instead, so that a continuous build never loses them quietly.
 */
public final class KernelTests implements ExecutionCondition {
    /** The tag of tests that load programs into the running kernel. */
    public static final String TAG = "kernel";

    private static final AtomicBoolean EXPLAINED = new AtomicBoolean();

    /** Called by the test engine, which finds this class as a service. */
    public KernelTests() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!context.getTags().contains(TAG)) {
            return ConditionEvaluationResult.enabled("needs no rights");
        }
        Rights rights = Rights.ofThisProcess();
        if (rights.loadPrograms()) {
            return ConditionEvaluationResult.enabled(rights.explanation());
        }
        if ("required".equals(System.getProperty("skep.kernel"))) {
            throw new IllegalStateException("kernel tests are required, but " + rights.explanation());
        }
        if (EXPLAINED.compareAndSet(false, true)) {
            System.out.println("kernel tests skipped: " + rights.explanation());
        }
        return ConditionEvaluationResult.disabled(rights.explanation());
    }
}
