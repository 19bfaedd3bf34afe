package dev.skep.security.policy.program;

import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.Tracepoint;
import java.util.List;

/** A tracepoint with its record. */
public final class TracepointProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    @SuppressWarnings("UnusedVariable") // likewise
    private final int cookie;

    private final List<TracepointField> fields;
    private final HookBody body;

    /** For the tracepoint {@code hook}, {@code category/name}, whose record has these fields. */
    public TracepointProgram(String hook, int cookie, List<TracepointField> fields, HookBody body) {
        this.hook = hook;
        this.cookie = cookie;
        this.fields = List.copyOf(fields);
        this.body = body;
    }

    @Tracepoint(value = "{hook}", cookie = "{cookie}")
    int policy(UntypedStruct record) {
        return body.run(new RecordContext(record, fields), record);
    }
}
